import type { Context } from "../store/context.ts";
import { InvalidCursorError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import { loadEntry } from "../store/load_entry.ts";
import type { RevisionPage, RevisionQuery } from "../model.ts";
import { parsePageSize } from "../parse.ts";
import { toRevision } from "../store/present.ts";
import type { StoredRevision } from "../store/stored.ts";

/** A page of what an entry said before, the newest first. */
export async function listRevisions(
  context: Context,
  { id, limit, cursor }: RevisionQuery & { id: string },
): Promise<RevisionPage> {
  const size = parsePageSize(limit ?? LIMITS.pageSize);
  const before = cursor === undefined ? undefined : parseCursor(cursor);
  await loadEntry(context, id);
  const found: StoredRevision[] = [];
  for await (const revision of readRevisions(context, { id, before, batchSize: size + 1 })) {
    if (found.push(revision) > size) break;
  }
  const revisions = found.slice(0, size).map(toRevision);
  return found.length > size
    ? { revisions, nextCursor: String(revisions[size - 1].version) }
    : { revisions };
}

/** The revisions of an entry that the viewer may see, the newest first. */
export async function* readRevisions(
  context: Context,
  { id, before, batchSize }: { id: string; before?: number; batchSize?: number },
): AsyncIterable<StoredRevision> {
  const { store, keys, includePrivate } = context;
  const prefix = keys.revisions(id);
  const end = before === undefined ? {} : { end: keys.revision(id, before) };
  const rows = store.read.list<StoredRevision>({ prefix, ...end }, { reverse: true, batchSize });
  for await (const { value } of rows) {
    // What the entry said while it was private stays private, whatever it is now.
    if (includePrivate || !value.isPrivate) yield value;
  }
}

/** A cursor is the version of the last revision of the page before. */
function parseCursor(cursor: string): number {
  if (/^[1-9]\d{0,14}$/.test(cursor)) return Number(cursor);
  throw new InvalidCursorError(cursor, "a list of revisions");
}
