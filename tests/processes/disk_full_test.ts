import assert from "node:assert/strict";
import { ALL_SCOPES } from "../../lib/scopes.ts";
import { getAccessToken } from "../../scripts/access_token.ts";
import { ERAS, type McpClient } from "../support/clients/mcp_clients.ts";
import { accountOf } from "../support/people/person.ts";
import { startProcess } from "../support/programs/server_process.ts";
import { mountSmallDisk } from "../support/programs/small_disk.ts";

const probe = Deno.uid() === 0 ? await mountSmallDisk(1) : undefined;
await probe?.[Symbol.asyncDispose]();
if (!probe) console.log("Skipped: without root there is no small disk to fill");

Deno.test("on a full disk writing is refused in words, reading goes on, and nothing is lost", {
  ignore: !probe,
}, async () => {
  await using disk = (await mountSmallDisk(24))!;
  await using server = await startProcess({ dataDir: disk.path });
  const account = accountOf("Kody");
  const token = await getAccessToken(server.resource, { account, scope: ALL_SCOPES.join(" ") });
  const clients: McpClient[] = [];
  for (const connect of Object.values(ERAS)) clients.push(await connect(server.resource, token));
  const first = await clients[0].call("create_entry", { title: "Kept", content: "x" });
  const { id } = first.structured.entry;
  assert.deepEqual(await ready(server.url), [200, { status: "ok", kv: "ok" }]);

  await disk.fill();
  for (const client of clients) {
    for (
      const [tool, args] of [
        ["create_entry", { title: "Lost?", content: "y".repeat(50_000) }],
        ["update_entry", { id, title: "Changed", content: "y".repeat(50_000) }],
        ["create_tag", { name: "Tag", description: "z".repeat(1_000) }],
        ["delete_entry", { id }],
        ["import_entries", { format: "jrnl", document: JRNL }],
      ] as const
    ) {
      const { isError, errorCode, text } = await client.call(tool, args);
      assert.deepEqual([isError, errorCode], [true, "read_only"], `${tool}: ${text}`);
      assert.match(text, /cannot be written now: the disk of the server is full/);
    }
    const { entry } = (await client.call("get_entry", { id })).structured;
    assert.deepEqual([entry.title, entry.version], ["Kept", 1]);
    assert.equal((await client.call("list_entries")).structured.entries.length, 1);
    assert.equal(
      (await client.call("search_entries", { query: "x" })).structured.entries.length,
      1,
    );
    assert.equal((await client.call("journal_stats")).structured.entryCount, 1);
    assert.equal((await client.call("export_journal", { format: "json" })).isError, false);
    assert.equal((await client.call("list_activity")).isError, false);
  }
  const other = { account: accountOf("Ada"), scope: "entries:read" };
  await assert.rejects(getAccessToken(server.resource, other));
  assert.deepEqual(await ready(server.url), [200, { status: "degraded", kv: "read-only" }]);
  // Whatever waits to be written tries again each second.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  const faults = server.output().split("\n").filter((line) => line.includes('"level":"error"'));
  assert.deepEqual(faults.map((line) => JSON.parse(line).event), ["kv_read_only"], faults.join());

  await disk.free();
  for (const [n, client] of clients.entries()) {
    const { isError, text } = await client.call("create_entry", { title: `${n}`, content: "x" });
    assert(!isError, text);
  }
  assert.deepEqual(await ready(server.url), [200, { status: "ok", kv: "ok" }]);
  assert.match(await getAccessToken(server.resource, other), /\S/);
  const { entries } = (await clients[0].call("list_entries")).structured;
  assert.deepEqual(entries.map(({ title }: { title: string }) => title).sort(), ["0", "1", "Kept"]);
  const { activity } = (await clients[0].call("list_activity", { limit: 100 })).structured;
  const refused = activity.filter(({ outcome }: { outcome: string }) => outcome === "read_only");
  assert.equal(refused.length, 10);
  for (const client of clients) await client[Symbol.asyncDispose]();
});

const JRNL = JSON.stringify({
  tags: {},
  entries: [{ title: "T", body: "y".repeat(30_000), date: "2026-01-01", time: "10:00", tags: [] }],
});

async function ready(url: string): Promise<[number, Record<string, string>]> {
  const response = await fetch(`${url}/ready`);
  const { status, kv } = await response.json();
  return [response.status, { status, kv }];
}
