import type { Store } from "../../../kv/store.ts";
import type { JournalAccess, JournalOptions } from "../../access.ts";
import { contextOf } from "../../store/context.ts";
import type { ExportFormat, OnProgress } from "./export_model.ts";
import { exportPage } from "./export_page.ts";

/**
 * Yields the whole journal as one document, page by page: entries with their texts, tags, revisions
 * and the trash, without what is private unless `access` includes it.
 *
 * While writes go on, this is promised:
 * - each entry is as it was at one moment, with the tags it had then and with its revisions of then;
 * - every entry that existed at the start and still exists is there exactly once, and so is none
 *   whose id sorts after the last one of the start: those that are written meanwhile;
 * - every tag that an entry names is there. One that changes meanwhile may be there more than once:
 *   the last one is right.
 *
 * This is not: that two entries are of the same moment; the oldest revisions of a full history that
 * is written to meanwhile; anything of an entry that is purged or made private before it was its turn.
 */
export async function* exportJournal(
  store: Store,
  access: JournalAccess,
  { format, now, onProgress }:
    & { format: ExportFormat; onProgress?: OnProgress }
    & Pick<JournalOptions, "now">,
): AsyncIterable<string> {
  const context = contextOf(store, access, { now });
  let cursor: string | undefined;
  do {
    const page = await exportPage(context, { format, cursor }, { onProgress });
    yield page.document;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
