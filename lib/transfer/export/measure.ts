import type { Journal } from "../../journal/mod.ts";
import { LIMITS } from "../../journal/mod.ts";
import type { Selected } from "./select.ts";

/** How much a zip has, before it is made. */
export interface Measured {
  /** Outside the trash. */
  entries: number;
  /** Pictures and other files, each once. */
  files: number;
  /** Of the files and, roughly, of the texts. */
  bytes: number;
}

/** A word with its space, twice: the texts are in the JSON and in Markdown, and a zip halves them. */
const BYTES_PER_WORD = 6;

/** Counts what a zip of the selected entries has. Throws what a list of entries throws. */
export async function measure(journal: Journal, selected: Selected): Promise<Measured> {
  const files = new Map<string, number>();
  const counted = { entries: 0, words: 0 };
  let cursor: string | undefined;
  do {
    const page = await journal.listEntries({ ...selected, limit: LIMITS.pageSize, cursor });
    for (const { wordCount, attachments = [] } of page.entries) {
      counted.entries++;
      counted.words += wordCount;
      for (const { sha256, size } of attachments) files.set(sha256, size);
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  const ofFiles = [...files.values()].reduce((sum, size) => sum + size, 0);
  return {
    entries: counted.entries,
    files: files.size,
    bytes: ofFiles + counted.words * BYTES_PER_WORD,
  };
}
