import type { StoredHead } from "../stored.ts";

/** What statistics need of an entry. It lies in the index, where a whole year is one range. */
export type Figures = Pick<StoredHead, "wordCount" | "mood" | "tagIds">;

/** The figures of a stored entry. */
export function figuresOf({ wordCount, mood, tagIds }: StoredHead): Figures {
  return mood === undefined ? { wordCount, tagIds } : { wordCount, mood, tagIds };
}
