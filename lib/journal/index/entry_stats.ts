import type { StoredEntry } from "../store/stored.ts";

/** What statistics need of an entry. */
export type EntryStats = Pick<StoredEntry, "wordCount" | "mood" | "tagIds">;

const ID_LENGTH = 26;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The stats of an entry as its index row holds them: `<words> <ids of tags> <mood>` in UTF-8. Deno
 * KV gives bytes as they are; a year of objects takes a third longer to read.
 */
export function encodeStats({ wordCount, mood = "", tagIds }: EntryStats): Uint8Array {
  return encoder.encode(`${wordCount} ${tagIds.join("")} ${mood}`);
}

/** What `encodeFigures` was given. */
export function decodeStats(bytes: Uint8Array): EntryStats {
  const text = decoder.decode(bytes);
  const endOfWords = text.indexOf(" ");
  const endOfIds = text.indexOf(" ", endOfWords + 1);
  const tagIds: string[] = [];
  for (let start = endOfWords + 1; start < endOfIds; start += ID_LENGTH) {
    tagIds.push(text.slice(start, start + ID_LENGTH));
  }
  const mood = text.slice(endOfIds + 1);
  return { wordCount: Number(text.slice(0, endOfWords)), tagIds, ...mood !== "" && { mood } };
}
