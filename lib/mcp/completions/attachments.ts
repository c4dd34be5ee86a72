import { has, MAX_VALUES } from "../define/completer.ts";
import type { RequestContext } from "../define/request_context.ts";

/** So many of the newest entries are looked at, however large the journal is. */
const NEWEST = 100;

/** Ids of files of the newest entries, by a part of the name, the alt text or the id. */
export async function completeAttachmentIds(
  { journal }: RequestContext,
  text: string,
): Promise<string[]> {
  const { entries } = await journal.listEntries({ limit: NEWEST });
  return entries.flatMap(({ attachments = [] }) => attachments)
    .filter(({ id, name, alt = "" }) => has(name, text) || has(alt, text) || has(id, text))
    .slice(0, MAX_VALUES).map(({ id }) => id);
}
