import { sha256Hex } from "../../digest.ts";
import type { Selection } from "../../journal/mod.ts";
import type { Term } from "../text/term.ts";

/*
 * Filter tokens are tokens that no text can have. An index keeps them beside the words of an entry, so that
 * one lookup answers to words and filters together.
 */

/** The conditions of a selection that an index looks up as tokens; time and parts are separate. */
export type FilterConditions = Pick<Selection, "favorite" | "foldedMood" | "tagId">;

/** Prefixes up to this length are indexed as tokens; they are few, because most words share them. */
const PREFIX_UNITS = 3;

const favoriteToken = (isFavorite: boolean) => isFavorite ? "§favorite" : "§plain";

/** Each entry has one of these tokens. */
export const ALL = [favoriteToken(true), favoriteToken(false)];

const moodToken = (foldedMood: string) => `§mood${digest(foldedMood)}`;
/** The token of entries that have a tag. */
export const tagToken = (id: string) => `§tag${id.toLowerCase()}`;

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
  isFavorite: boolean;
  foldedMood?: string;
  tagIds: readonly string[];
}): string[] {
  const { isFavorite, foldedMood, tagIds } = entry;
  return [
    favoriteToken(isFavorite),
    ...foldedMood === undefined ? [] : [moodToken(foldedMood)],
    ...tagIds.map(tagToken),
  ];
}

/** The filter tokens that an entry of the selection must have. */
export function filterTokensFor(selection: FilterConditions): string[] {
  const { favorite, foldedMood, tagId } = selection;
  return [
    ...favorite === undefined ? [] : [favoriteToken(favorite)],
    ...foldedMood === undefined ? [] : [moodToken(foldedMood)],
    ...tagId === undefined ? [] : [tagToken(tagId)],
  ];
}

function digest(text: string): string {
  return sha256Hex(text, 32);
}
