import type { Entry } from "../../journal/mod.ts";
import { entryUri } from "../uris.ts";
import { ANSWER_BYTES, bytesOf } from "./budget.ts";
import { partOf, type PartQuery } from "./content_part.ts";
import { entryText, filesOf, shown } from "./entries.ts";

/**
 * Of the sentence that tells where the next part begins, of times, which are longer as text, and of
 * the address of the entry's page.
 */
const AROUND_PART = 1_000;

/**
 * Answers with an entry and as much of its content, from `offset` on, as was asked for and as there
 * is room for. Throws InvalidError for an offset behind the end of the content.
 */
export function entryPartAnswer(
  entry: Entry,
  { bytes: room = ANSWER_BYTES, ...query }: Partial<PartQuery> = {},
) {
  const { id, title } = entry;
  const head = { ...shown(entry), content: "" };
  const files = filesOf(entry);
  const left = room - bytesOf(head) - bytesOf(files) - bytesOf(entryText(entry, "")) - AROUND_PART;
  // Half of the room: the content is in the text and in the structured content.
  const { text, ...place } = partOf(entry.content, { ...query, bytes: Math.floor(left / 2) });
  return {
    structured: { entry: { ...head, content: text }, ...place },
    text: entryText(entry, text) + rest(place),
    link: { uri: entryUri(id), name: title },
    files,
  };
}

/** Says which part it was, unless it was all. */
function rest({ offset, total, next }: { offset: number; total: number; next?: number }): string {
  if (next === undefined && offset === 0) return "";
  const which = `Characters ${offset} to ${next ?? total} of ${total}.`;
  return next === undefined
    ? `\n\n(${which})`
    : `\n\n(${which} More: call again with offset ${next})`;
}
