import { createHash } from "node:crypto";
import type { Selection } from "../journal/mod.ts";

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

const visibilityMark = (isPrivate: boolean) => isPrivate ? "§private" : "§open";
const trashMark = (isTrashed: boolean) => isTrashed ? "§trashed" : "§living";
const favoriteMark = (isFavorite: boolean) => isFavorite ? "§favorite" : "§plain";
const moodMark = (foldedMood: string) => `§mood${digest(foldedMood)}`;
const tagMark = (id: string) => `§tag${id.toLowerCase()}`;

/** Every token of the entry starts with one of the initials it is marked with. */
export function initialMark(token: string): string {
  const [initial] = token;
  return `¶${initial}`;
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
