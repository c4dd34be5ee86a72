import type { Store } from "../../../kv/store.ts";
import type { JournalAccess, JournalOptions } from "../../access.ts";
import { contextOf } from "../../store/context.ts";
import type { ExportRecord } from "../format.ts";
import { beginExport } from "./begin_export.ts";
import { readChunks } from "./read_chunks.ts";

/**
 * Yields the records of the whole journal: tags, then each entry before its revisions. What is
 * promised while writes go on is that of `exportJournal`.
 */
export async function* exportRecords(
  store: Store,
  access: JournalAccess,
  { now }: Pick<JournalOptions, "now"> = {},
): AsyncIterable<ExportRecord> {
  const context = contextOf(store, access, { now });
  const progress = await beginExport(context);
  for await (const { records } of readChunks(context, progress)) yield* records;
}
