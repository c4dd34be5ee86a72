import { createHash } from "node:crypto";
import type { Selection } from "../../journal/mod.ts";
import type { Term } from "../text/terms.ts";

/*
 * Marks are tokens that no text can have. An index keeps them beside the words of an entry, so that
 * one lookup answers to words and filters together.
 */

/** What of a selection an index can look up; the range of time is asked for apart. */
export type Marked = Pick<
  Selection,
  "isTrashed" | "visibilities" | "favorite" | "foldedMood" | "tagId"
>;

/** Separates texts that no phrase may span. */
export const BREAK = "§";

/** Beginnings of words up to this number of UTF-16 units are marks: most words start like others. */
const BEGINNING_UNITS = 3;

/** What nearly all entries have that are looked for: those that are not in the trash. */
export const LIVING = "§living";

const visibilityMark = (isPrivate: boolean) => isPrivate ? "§private" : "§open";
const trashMark = (isTrashed: boolean) => isTrashed ? "§trashed" : LIVING;
const favoriteMark = (isFavorite: boolean) => isFavorite ? "§favorite" : "§plain";
const moodMark = (foldedMood: string) => `§mood${digest(foldedMood)}`;
const tagMark = (id: string) => `§tag${id.toLowerCase()}`;

/** The marks of the short beginnings that tokens have, each once. */
export function beginningsOf(tokens: Iterable<string>): string[] {
  const beginnings = new Set<string>();
  for (const token of tokens) {
    for (let units = Math.min(BEGINNING_UNITS, token.length); units > 0; units--) {
      const beginning = token.slice(0, units);
      // With it came all that are shorter.
      if (beginnings.has(beginning)) break;
      beginnings.add(beginning);
    }
  }
  const marks: string[] = [];
  for (const beginning of beginnings) if (beginning.isWellFormed()) marks.push(`¶${beginning}`);
  return marks;
}

/** The mark of the beginning that a term ends with, if it is a short one. */
export function beginningMark({ tokens, isPrefix }: Term): string | undefined {
  const last = tokens[tokens.length - 1];
  return isPrefix && last.length <= BEGINNING_UNITS ? `¶${last}` : undefined;
}

/** The marks of an entry. */
export function marksOf(entry: {
  isPrivate: boolean;
  isTrashed: boolean;
  isFavorite: boolean;
  foldedMood?: string;
  tagIds: readonly string[];
}): string[] {
  const { isPrivate, isTrashed, isFavorite, foldedMood, tagIds } = entry;
  return [
    visibilityMark(isPrivate),
    trashMark(isTrashed),
    favoriteMark(isFavorite),
    ...foldedMood === undefined ? [] : [moodMark(foldedMood)],
    ...tagIds.map(tagMark),
  ];
}

/** The marks that an entry of the selection must have. */
export function marksFor(selection: Marked): string[] {
  const { isTrashed, visibilities, favorite, foldedMood, tagId } = selection;
  const [visibility] = visibilities;
  return [
    trashMark(isTrashed),
    ...visibilities.length === 1 ? [visibilityMark(visibility === "private")] : [],
    ...favorite === undefined ? [] : [favoriteMark(favorite)],
    ...foldedMood === undefined ? [] : [moodMark(foldedMood)],
    ...tagId === undefined ? [] : [tagMark(tagId)],
  ];
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
