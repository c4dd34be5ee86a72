import assert from "node:assert/strict";
import { decodeStats, encodeStats } from "../../../lib/journal/index/entry_stats.ts";
import { rowValues } from "../../../lib/journal/index/index_rows.ts";
import { checkBlock, type CountedRow } from "./stats_block.ts";
import { monthOf } from "../../../lib/journal/days/month.ts";
import { keysOf } from "../../../lib/journal/store/keys.ts";
import type {
  StoredCreation,
  StoredEntry,
  StoredRevision,
  StoredTag,
} from "../../../lib/journal/store/stored.ts";
import type { Store } from "../../../lib/kv/store.ts";

/**
 * Checks that every row of a journal follows from its entries, revisions and tags as they are, however
 * they were written: index rows with their figures, blocks of them, counters, changes, what is due,
 * bodies, names. Of an entry that was removed a tombstone is left, and nothing else; an import can
 * bring the entry back.
 */
export async function checkInvariants(store: Store, userId: string): Promise<void> {
  const keys = keysOf(userId);
  const rows = new Map<string, Deno.KvEntry<unknown>>();
  const stored = store.read.list({ prefix: keys.root }, { batchSize: 1_000 });
  for await (const row of stored) rows.set(nameOf(row.key), row);
  const wanted = new Map<string, unknown>();
  const want = (key: Deno.KvKey, value?: unknown) => wanted.set(nameOf(key), value);
  const counters = new Map<string, bigint>();
  const inMonths = new Map<string, CountedRow[]>();

  const tags = valuesAt<StoredTag>(rows, keys.tags());
  for (const { value: tag } of tags) {
    want(keys.tag(tag.id));
    want(keys.tagName(tag.name), tag.id);
  }
  const known = new Set(tags.map(({ value }) => value.id));
  const hadTags = rows.has(nameOf(keys.tagTable()));
  if (tags.length > 0 || hadTags) want(keys.tagTable(), { count: tags.length });
  if (rows.has(nameOf(keys.openTags()))) want(keys.openTags());
  const open = new Set(tags.flatMap(({ value: { id, open } }) => open ? id : []));
  if (open.size > 0) want(keys.openTags());

  if (rows.has(nameOf(keys.coveredAt()))) want(keys.coveredAt());
  if (rows.has(nameOf(keys.settings()))) want(keys.settings());
  // What undoes an import is there for 30 days, whatever becomes of its entries.
  for (const { key } of rows.values()) if (key[2] === "undo") want(key);

  let last = "";
  const shared: Record<string, string[]> = {};
  for (const { value: head, versionstamp } of valuesAt<StoredEntry>(rows, keys.entries())) {
    const { id, occurredAt, trashedAt, purgeAfter, chunks, shortBody, version } = head;
    assert(Number.isSafeInteger(version) && version > 0);
    want(keys.entry(id));
    if (head.sharesChange) (shared[versionstamp] ??= []).push(id);
    else want(keys.change(versionstamp), id);
    if (versionstamp > last) last = versionstamp;
    assert.equal(shortBody === undefined, chunks > 0, "A body is in one place");
    for (let n = 0; n < chunks; n++) want(keys.body(id, n));
    const visibility = head.isPrivate ? "private" : "open";
    for (const { key, value } of rowValues(keys, head).values()) {
      const [facet, tagId] = key.slice(keys.index(visibility, ["all"]).length - 1);
      if (facet !== "tag" || known.has(String(tagId))) want(key, value);
    }
    if (trashedAt !== undefined) {
      assert(wanted.has(nameOf([...keys.index(visibility, ["trash"]), occurredAt, id])));
      assert(wanted.has(nameOf(keys.removal("entry", { at: purgeAfter!, id }))));
    } else {
      const block = nameOf(keys.figures(visibility, monthOf(occurredAt)));
      const inMonth = inMonths.get(block) ?? [];
      inMonth.push({ time: occurredAt, id, figures: decodeStats(encodeStats(head)) });
      inMonths.set(block, inMonth);
      for (const tagId of head.tagIds.filter((tagId) => known.has(tagId))) {
        assert(wanted.has(nameOf([...keys.index(visibility, ["tag", tagId]), occurredAt, id])));
        assert(head.isPrivate || open.has(tagId), "A tag of an open entry is open");
        const name = nameOf(keys.tagCount(tagId, visibility));
        counters.set(name, (counters.get(name) ?? 0n) + 1n);
      }
    }
    const revisions = valuesAt<StoredRevision>(rows, keys.revisions(id));
    assert.equal(revisions.length, head.revisionCount ?? 0, "The entry knows its revisions");
    for (const { value: revision } of revisions) {
      assert(revision.version < version, "A revision is older than its entry");
      want(keys.revision(id, revision.version));
      if (revision.bodyVersion === (head.bodyVersion ?? 1)) continue;
      for (let chunk = 0; chunk < revision.chunks; chunk++) {
        want(keys.oldBody(id, { version: revision.bodyVersion, chunk }));
      }
    }
  }
  for (const [versionstamp, ids] of Object.entries(shared)) {
    const row = rows.get(nameOf(keys.change(versionstamp)))?.value as string[];
    assert.deepEqual(
      row.toSorted(),
      ids.toSorted(),
      "A change row names its entries and no others",
    );
    want(keys.change(versionstamp), row);
  }
  for (const { key, kind, id } of valuesAt(rows, keys.removals()).map(dueOf)) {
    if (kind !== "tombstone") continue;
    want(key);
    want(keys.change(id));
  }
  if (rows.has(nameOf(keys.head()))) want(keys.head());
  // A block need not be there, but one that is there is right.
  for (const [name, ofMonth] of inMonths) {
    const block = rows.get(name)?.value as Uint8Array | undefined;
    if (block === undefined) continue;
    checkBlock(block, ofMonth);
    wanted.set(name, block);
  }

  for (const [name, value] of wanted) {
    assert(rows.has(name), `${name} is missing`);
    if (value !== undefined) assert.deepEqual(rows.get(name)!.value, value, name);
  }
  for (const [name, { key, value }] of rows) {
    if (key[2] === "tag_count") {
      assert.equal((value as Deno.KvU64).value, counters.get(name) ?? 0n, name);
    } else if (key[2] === "idempotency") {
      const { entryId } = value as StoredCreation;
      assert(rows.has(nameOf(keys.entry(entryId))), `${name} leads nowhere`);
    } else if (!["tag_gone", "tag_sweep"].includes(String(key[2]))) {
      assert(wanted.has(name), `${name} should not be there`);
    }
  }
  for (const name of counters.keys()) assert(rows.has(name), `${name} is missing`);
}

function valuesAt<T>(rows: ReadonlyMap<string, Deno.KvEntry<unknown>>, prefix: Deno.KvKey) {
  return [...rows.values()].filter(({ key }) =>
    key.length > prefix.length && nameOf(key.slice(0, prefix.length)) === nameOf(prefix)
  ) as Deno.KvEntry<T>[];
}

function dueOf({ key }: Deno.KvEntry<unknown>) {
  const [kind, id] = key.slice(-2).map(String);
  return { key, kind, id };
}

function nameOf(key: Deno.KvKey): string {
  return key.map((part) => part instanceof Uint8Array ? part.toHex() : String(part)).join(" ");
}
