import { joinBody } from "../../store/body.ts";
import type { Context } from "../../store/context.ts";
import { loadEntries } from "../../store/load_entry.ts";
import { readMany } from "../../store/read_many.ts";
import type { StoredRevision } from "../../store/stored.ts";

/** A revision with its text. */
export interface PastVersion {
  revision: StoredRevision;
  content: string;
}

/** Some of them hold 256 KiB, but those are read one by one. */
const BATCH = 50;

/**
 * The revisions of an entry with a version above `after` and below `below` that the viewer may see,
 * the oldest first. A revision never changes, so they are those of the moment when the entry had
 * version `below`, whatever is written meanwhile; but for the oldest ones of a full history, which
 * may have had to make room.
 */
export async function* readHistory(
  context: Context,
  { id, after, below }: { id: string; after: number; below: number },
): AsyncIterable<PastVersion> {
  const { store, keys, includePrivate } = context;
  const range = { start: keys.revision(id, after + 1), end: keys.revision(id, below) };
  for await (const { value } of store.read.list<StoredRevision>(range, { batchSize: BATCH })) {
    if (value.isPrivate && !includePrivate) continue;
    const content = await readText(context, { id, revision: value });
    if (content !== undefined) yield { revision: value, content };
  }
}

async function readText(
  { store, keys }: Context,
  { id, revision }: { id: string; revision: StoredRevision },
): Promise<string | undefined> {
  const { bodyVersion: version, chunks: count } = revision;
  const bodies = Array.from({ length: count }, (_, chunk) => keys.oldBody(id, { version, chunk }));
  // Twice: the body of the entry may become an old one between the two reads.
  for (const _ of [1, 2]) {
    const chunks = await readMany<Uint8Array>(store.read, bodies);
    const parts = chunks.flatMap(({ value }) => value ?? []);
    if (parts.length === count) return joinBody(parts);
    const [entry] = await loadEntries(store, { keys, ids: [id] });
    if (entry && (entry.head.bodyVersion ?? 1) === version) return entry.content;
  }
  return undefined;
}
