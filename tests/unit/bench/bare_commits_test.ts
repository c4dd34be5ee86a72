import assert from "node:assert/strict";
import { learnCommits } from "../../../bench/bare_commits.ts";
import { DRAFT } from "../../../bench/draft.ts";
import type { Store } from "../../../lib/kv/store.ts";
import { storeFor } from "../journal/helpers.ts";

Deno.test("bare commits write the rows that new entries have, for entries of their own", async () => {
  using store = await storeFor("memory");
  const access = { userId: "ada", includePrivate: true };
  const { repeat, commits, rows } = await learnCommits(store, access, DRAFT);
  assert.equal(commits, 1);
  const before = await keysIn(store);
  await Promise.all([repeat(), repeat(), repeat()]);
  const after = await keysIn(store);
  const idsOf = (kind: string) => new Set(after.filter((key) => key[2] === kind).map(lastOf));
  assert.equal(idsOf("entry").size, 5);
  assert.deepEqual(idsOf("index"), idsOf("entry"));
  // The head of the journal is there already, and figures that were counted before are deleted.
  assert.equal(after.length, before.length + 3 * (rows - 2));
});

async function keysIn({ read }: Store): Promise<Deno.KvKey[]> {
  return (await Array.fromAsync(read.list({ prefix: ["journal"] }))).map(({ key }) => key);
}

function lastOf(key: Deno.KvKey): Deno.KvKeyPart {
  return key.at(-1)!;
}
