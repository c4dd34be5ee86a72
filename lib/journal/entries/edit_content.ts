import { ConflictError, InvalidError, LimitError } from "../errors.ts";
import { isBlank } from "../../invisible.ts";
import { LIMITS } from "../limits.ts";
import type { Replacement } from "../model.ts";
import { quote, tidy } from "../text.ts";

/** What becomes of a content without sending all of it. */
export interface ContentEdit {
  replace?: readonly Replacement[];
  append?: string;
}

/** How many places of a passage an error shows, and how much of the text around them. */
const MAX_SHOWN = 3;
const UNITS_BEFORE = 20;
const UNITS_AFTER = 20;

/** Returns the content as it is after an edit of what it was. */
export type EditContent = (content: string) => string;

/**
 * Checks an edit and returns what it does to a content; absent where nothing is given. That throws
 * ConflictError for a passage that the content does not have exactly once.
 */
export function parseContentEdit({ replace = [], append }: ContentEdit): EditContent | undefined {
  if (replace.length === 0 && append === undefined) return undefined;
  const replacements = replace.map(parseReplacement);
  const limit = LIMITS.replacementsPerUpdate;
  if (replacements.length > limit) {
    throw new LimitError("Replace", { actual: replacements.length, limit, unit: "passages" });
  }
  const addition = append === undefined ? undefined : parseAppend(append);
  return (content) => {
    const replaced = replaceEach(content, replacements);
    return addition === undefined
      ? replaced
      : replaced + separatorOf(replaced, addition) + addition;
  };
}

function parseReplacement({ find, with: replacement }: Replacement): Replacement {
  if (find === "") throw new InvalidError("Find is empty", "Give a passage of the content");
  return { find: tidy(find), with: tidy(replacement) };
}

function parseAppend(append: string): string {
  const text = tidy(append);
  if (isBlank(text)) throw new InvalidError("Append is empty", "Give the text to add");
  return text;
}

/** A blank line makes a paragraph of Markdown; a text that begins with a line break has its own. */
function separatorOf(content: string, addition: string): string {
  if (/^\r?\n/.test(addition) || content === "") return "";
  const breaks = /(?:\r?\n){0,2}$/.exec(content)![0].replaceAll("\r", "").length;
  return "\n".repeat(2 - breaks);
}

/** All passages are looked up in the content as it was, so their order makes no difference. */
function replaceEach(content: string, replacements: readonly Replacement[]): string {
  const places = replacements.map((each) => ({ ...each, start: placeOf(content, each.find) }))
    .toSorted((a, b) => a.start - b.start);
  let [edited, end] = ["", 0];
  for (const { find, with: replacement, start } of places) {
    if (start < end) {
      throw new InvalidError(
        "Two passages to replace overlap, so nothing was written",
        "Give them as one passage",
      );
    }
    edited += content.slice(end, start) + replacement;
    end = start + find.length;
  }
  return edited + content.slice(end);
}

/** Where a passage begins; throws ConflictError unless it is there exactly once. */
function placeOf(content: string, find: string): number {
  const places: number[] = [];
  // One unit on, so that "anan" is there twice in "ananan".
  for (let at = -1; (at = content.indexOf(find, at + 1)) !== -1;) places.push(at);
  if (places.length === 1) return places[0];
  if (places.length === 0) {
    throw new ConflictError(
      `The content does not have ${quote(find)}, so nothing was written`,
      "Read the entry again and give a passage exactly as it is there",
    );
  }
  const shown = places.slice(0, MAX_SHOWN).map((start) => around(content, { start, find }));
  const more = places.length > MAX_SHOWN ? " and more" : "";
  throw new ConflictError(
    `The content has ${quote(find)} ${places.length} times, so nothing was written: ` +
      `${shown.join(", ")}${more}`,
    "Give more of the text around the one to replace",
  );
}

/** The line of a passage, and what stands beside it. */
function around(content: string, { start, find }: { start: number; find: string }): string {
  const line = content.slice(0, start).split("\n").length;
  const text = content.slice(Math.max(0, start - UNITS_BEFORE), start + find.length + UNITS_AFTER);
  return `line ${line} ${quote(text)}`;
}
