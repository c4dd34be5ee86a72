import type { Store } from "../../../kv/store.ts";
import type { JournalOptions, Owner } from "../../journal.ts";
import { keysOf } from "../../store/keys.ts";
import type { Context } from "../../store/context.ts";
import { type ExportFormat, exportPage } from "./export_page.ts";

/**
 * The whole journal of `owner` as one document, a page after the other: entries with their texts,
 * tags, revisions and the trash, without what is private unless the owner may see it.
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
  { userId, includePrivate, client = "" }: Owner,
  { format, now = Date.now }: { format: ExportFormat } & Pick<JournalOptions, "now">,
): AsyncIterable<string> {
  const keys = keysOf(userId);
  const context: Context = { store, userId, includePrivate, client, keys, now };
  let cursor: string | undefined;
  do {
    const page = await exportPage(context, { format, cursor });
    yield page.document;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
