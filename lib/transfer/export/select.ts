import type { EntryQuery, ExportRecord, Journal } from "../../journal/mod.ts";
import { LIMITS } from "../../journal/mod.ts";

/** Which entries go out; all of the journal, with the trash, without any. */
export type Selected = Pick<EntryQuery, "from" | "to" | "tag">;

/** The ids of the entries that are selected; undefined for all. Throws what a list of entries throws. */
export async function selectIds(
  journal: Journal,
  selected: Selected,
): Promise<ReadonlySet<string> | undefined> {
  if (Object.values(selected).every((value) => value === undefined)) return undefined;
  const ids = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await journal.listEntries({ ...selected, limit: LIMITS.pageSize, cursor });
    for (const { id } of page.entries) ids.add(id);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return ids;
}

/** The records of the selected entries with their revisions, and the tags that these name. */
export async function* onlyOf(
  records: AsyncIterable<ExportRecord>,
  ids: ReadonlySet<string> | undefined,
): AsyncIterable<ExportRecord> {
  if (ids === undefined) return yield* records;
  const waiting = new Map<string, ExportRecord>();
  for await (const record of records) {
    if (record.type === "tag") {
      waiting.set(record.id, record);
      continue;
    }
    if (!ids.has(record.type === "entry" ? record.id : record.entryId)) continue;
    for (const { id } of record.tags) {
      const tag = waiting.get(id);
      if (tag) yield tag;
      waiting.delete(id);
    }
    yield record;
  }
}
