import { sha256Hex } from "../../digest.ts";
import type { Selection } from "../../journal/mod.ts";
import type { Term } from "../text/terms.ts";

/*
 * Filter tokens are tokens that no text can have. An index keeps them beside the words of an entry, so that
 * one lookup answers to words and filters together.
 */

/** The conditions of a selection that an index looks up as tokens; the range of time is separate. */
export type FilterConditions = Pick<
  Selection,
  "isTrashed" | "visibilities" | "favorite" | "foldedMood" | "tagId"
>;

/** Separates texts that no phrase may span. */
export const BREAK = "§";

/** Prefixes up to this length are indexed as tokens; they are few, because most words share them. */
const PREFIX_UNITS = 3;

/** The token of entries that are not in the trash: nearly all that are searched for. */
export const NOT_TRASHED = "§living";

const visibilityToken = (isPrivate: boolean) => isPrivate ? "§private" : "§open";
const trashToken = (isTrashed: boolean) => isTrashed ? "§trashed" : NOT_TRASHED;
const favoriteToken = (isFavorite: boolean) => isFavorite ? "§favorite" : "§plain";
const moodToken = (foldedMood: string) => `§mood${digest(foldedMood)}`;
const tagToken = (id: string) => `§tag${id.toLowerCase()}`;

/** The tokens of the short prefixes that tokens have, each once. */
export function prefixTokensOf(tokens: Iterable<string>): string[] {
  const beginnings = new Set<string>();
  for (const token of tokens) {
    for (let units = Math.min(PREFIX_UNITS, token.length); units > 0; units--) {
      const beginning = token.slice(0, units);
      // All shorter prefixes were added with it.
      if (beginnings.has(beginning)) break;
      beginnings.add(beginning);
    }
  }
  const filterTokens: string[] = [];
  for (const beginning of beginnings) {
    if (beginning.isWellFormed()) filterTokens.push(`¶${beginning}`);
  }
  return filterTokens;
}

/** The token of the prefix that a term ends with, if it is a short one. */
export function prefixToken({ tokens, isPrefix }: Term): string | undefined {
  const last = tokens[tokens.length - 1];
  return isPrefix && last.length <= PREFIX_UNITS ? `¶${last}` : undefined;
}

/** The filter tokens of an entry. */
export function filterTokensOf(entry: {
  isPrivate: boolean;
  isTrashed: boolean;
  isFavorite: boolean;
  foldedMood?: string;
  tagIds: readonly string[];
}): string[] {
  const { isPrivate, isTrashed, isFavorite, foldedMood, tagIds } = entry;
  return [
    visibilityToken(isPrivate),
    trashToken(isTrashed),
    favoriteToken(isFavorite),
    ...foldedMood === undefined ? [] : [moodToken(foldedMood)],
    ...tagIds.map(tagToken),
  ];
}

/** The filter tokens that an entry of the selection must have. */
export function filterTokensFor(selection: FilterConditions): string[] {
  const { isTrashed, visibilities, favorite, foldedMood, tagId } = selection;
  const [visibility] = visibilities;
  return [
    trashToken(isTrashed),
    ...visibilities.length === 1 ? [visibilityToken(visibility === "private")] : [],
    ...favorite === undefined ? [] : [favoriteToken(favorite)],
    ...foldedMood === undefined ? [] : [moodToken(foldedMood)],
    ...tagId === undefined ? [] : [tagToken(tagId)],
  ];
}

function digest(text: string): string {
  return sha256Hex(text, 32);
}
