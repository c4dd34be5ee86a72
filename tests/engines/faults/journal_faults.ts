import { type Facet, type Keys, keysOf, moodFacet } from "../../../lib/journal/store/keys.ts";
import type { BlobRow, BlobTable } from "../../../lib/journal/attachments/stored_blob.ts";
import type { StoredEntry, StoredRevision, TagTable } from "../../../lib/journal/store/stored.ts";
import type { Store } from "../../../lib/kv/store.ts";

/** The rows of one user, by name. */
type Rows = Map<string, Deno.KvEntry<unknown>>;

/**
 * Compares every row of a journal with what its entries say: rows that are missing, and rows that
 * nothing accounts for. It works out by itself which ones there must be, so that it cannot make the
 * same mistake. No tag may ever have been deleted, and nothing be written meanwhile.
 */
export async function journalFaults(store: Store, userId: string): Promise<string[]> {
  const keys = keysOf(userId);
  const rows: Rows = new Map();
  for await (const row of store.read.list({ prefix: keys.root })) rows.set(nameOf(row.key), row);
  const heads = [...rows.values()].filter(({ key }) => key[2] === "entry") as Deno.KvEntry<
    StoredEntry
  >[];

  const wanted = new Set([nameOf(keys.head())]);
  const counts = new Map<string, bigint>();
  for (const { value: head, versionstamp } of heads) {
    for (const key of rowsOf(keys, head)) wanted.add(nameOf(key));
    for (const key of historyOf(keys, { head, rows })) wanted.add(nameOf(key));
    wanted.add(nameOf(keys.change(versionstamp)));
    if (head.trashedAt !== undefined) continue;
    for (const id of head.tagIds) {
      const name = nameOf(keys.tagCount(id, head.isPrivate ? "private" : "open"));
      counts.set(name, (counts.get(name) ?? 0n) + 1n);
    }
  }
  const tags = rowsOfTags(keys, rows);
  const files = rowsOfFiles(keys, { heads: heads.map(({ value }) => value), rows });
  for (
    const name of [...remainsIn(keys, rows), ...tags.names, ...files.names, ...counts.keys()]
  ) {
    wanted.add(name);
  }
  return [
    ...tags.faults,
    ...files.faults,
    ...[...wanted].filter((name) => !rows.has(name)).map((name) => `missing ${name}`),
    ...[...rows].filter(([name, { value }]) => !wanted.has(name) && !isZero(value))
      .map(([name]) => `orphan ${name}`),
    ...[...counts].filter(([name, count]) => numberIn(rows.get(name)) !== count)
      .map(([name, count]) => `${name} is not ${count}`),
  ];
}

function rowsOf(keys: Keys, head: StoredEntry): Deno.KvKey[] {
  const { id, occurredAt, trashedAt, purgeAfter = 0, isPrivate, isFavorite, mood, tagIds } = head;
  const bodies = Array.from({ length: head.chunks }, (_, chunk) => keys.body(id, chunk));
  const living: Facet[] = [["all"], ...tagIds.map((tag): Facet => ["tag", tag])];
  if (isFavorite) living.push(["favorite"]);
  if (mood !== undefined) living.push(moodFacet(mood));
  const facets: Facet[] = trashedAt === undefined ? living : [["trash"]];
  const index = facets.map((facet) => [
    ...keys.index(isPrivate ? "private" : "open", facet),
    occurredAt,
    id,
  ]);
  const due = trashedAt === undefined ? [] : [keys.removal("entry", { at: purgeAfter, id })];
  return [keys.entry(id), ...bodies, ...index, ...due];
}

/** A revision for each version before the last one that was rewritten, with the bodies they need. */
function historyOf(keys: Keys, { head, rows }: { head: StoredEntry; rows: Rows }): Deno.KvKey[] {
  const { id, revisionCount = 0, bodyVersion = 1 } = head;
  const revisions = [...rows.values()].filter(({ key }) =>
    key[2] === "history" && key[3] === id && key[4] === "revision"
  ) as Deno.KvEntry<StoredRevision>[];
  const bodies = revisions.filter(({ value }) => value.bodyVersion !== bodyVersion).flatMap((
    { value: { bodyVersion: version, chunks } },
  ) => Array.from({ length: chunks }, (_, chunk) => keys.oldBody(id, { version, chunk })));
  const missing = Math.max(0, revisionCount - revisions.length);
  return [
    ...revisions.slice(0, revisionCount).map(({ key }) => key),
    ...Array.from({ length: missing }, (_, n) => keys.revision(id, -1 - n)),
    ...bodies,
  ];
}

/** What purged entries leave: a change that leads nowhere, and what is due to be removed. */
function remainsIn(keys: Keys, rows: Rows): string[] {
  return [...rows.values()].flatMap(({ key }) => {
    const [, , kind, at, about, id] = key;
    if (kind === "history" && rows.has(nameOf(keys.entry(String(at))))) return [];
    if (kind === "history") return isDue(rows, String(at)) ? [nameOf(key)] : [];
    if (kind !== "due" || about === "entry") return [];
    // A file that was brought twice is due twice.
    return about === "history" || about === "blob"
      ? [nameOf(key)]
      : [nameOf(key), nameOf(keys.change(String(id)))];
  });
}

/** Whether the history of an entry that is gone waits for being removed. */
function isDue(rows: Rows, entryId: string): boolean {
  return [...rows.values()].some(({ key }) =>
    key[2] === "due" && key[4] === "history" && key[5] === entryId
  );
}

function rowsOfTags(keys: Keys, rows: Rows): { names: string[]; faults: string[] } {
  const tags = [...rows.values()].filter(({ key }) => key[2] === "tag") as Deno.KvEntry<
    { id: string; name: string; open?: object }
  >[];
  const table = rows.get(nameOf(keys.tagTable()))?.value as TagTable | undefined;
  const count = table?.count ?? 0;
  return {
    names: [
      ...table ? [nameOf(keys.tagTable())] : [],
      ...tags.some(({ value: { open } }) => open) ? [nameOf(keys.openTags())] : [],
      ...tags.flatMap(({ key, value: { name } }) => [nameOf(key), nameOf(keys.tagName(name))]),
    ],
    faults: count === tags.length ? [] : [`${count} tags are ${tags.length}`],
  };
}

/**
 * What entries and revisions name has its rows, and so has what an entry that is gone has named, until
 * its history is removed. Any other file is due to be removed.
 */
function rowsOfFiles(
  keys: Keys,
  { heads, rows }: { heads: readonly StoredEntry[]; rows: Rows },
): { names: string[]; faults: string[] } {
  const all = [...rows.values()];
  const revisions = all.filter(({ key }) => key[2] === "history" && key[4] === "revision");
  const naming: [unknown, Pick<StoredEntry, "attachments">][] = [
    ...heads.map((head) => [head.id, head] as [string, StoredEntry]),
    ...revisions.map(({ key, value }) => [key[3], value] as [unknown, StoredRevision]),
  ];
  const living = new Set<unknown>(heads.map(({ id }) => id));
  const uses = [
    ...naming.filter(([id]) => living.has(id)).flatMap(([id, { attachments = [] }]) =>
      attachments.map(({ sha256 }) => [String(id), sha256])
    ),
    ...all.filter(({ key }) => key[2] === "history" && key[4] === "blob" && !living.has(key[3]))
      .map(({ key }) => [String(key[3]), String(key[5])]),
  ];
  const due = all.filter(({ key }) => key[2] === "due" && key[4] === "blob")
    .map(({ key }) => String(key[5]));
  const blobs = all.filter(({ key }) => key[2] === "blob") as Deno.KvEntry<BlobRow>[];
  const table = rows.get(nameOf(keys.blobTable()))?.value as BlobTable | undefined;
  const bytes = blobs.reduce((sum, { value: { size } }) => sum + size, 0);
  return {
    names: [
      ...uses.flatMap(([id, sha256]) => [
        ...[keys.usedBlob(id, sha256), keys.blobUse(sha256, id), keys.blob(sha256)].map(nameOf),
      ]),
      ...due.map((sha256) => nameOf(keys.blob(sha256))).filter((name) => rows.has(name)),
      ...table ? [nameOf(keys.blobTable())] : [],
    ],
    faults: (table?.bytes ?? 0) === bytes ? [] : [`${table?.bytes} bytes of files are ${bytes}`],
  };
}

function isZero(value: unknown): boolean {
  return value instanceof Deno.KvU64 && value.value === 0n;
}

function numberIn(row: Deno.KvEntry<unknown> | undefined): bigint | undefined {
  return row?.value instanceof Deno.KvU64 ? row.value.value : undefined;
}

function nameOf(key: Deno.KvKey): string {
  return JSON.stringify(key.map((part) => part instanceof Uint8Array ? part.toHex() : part));
}
