import { setImmediate } from "node:timers/promises";
import type { Archive } from "./archive/archive.ts";
import { UnknownFormatError } from "./errors.ts";
import { type FormatId, FORMATS } from "./formats.ts";
import type { ReadItem, ReadOptions } from "./read_entry.ts";
import { recognize } from "./recognize.ts";

/** Reading so many takes a few milliseconds. */
const ITEMS_AT_ONCE = 50;

/**
 * Reads everything of an archive, one item at a time and in bounded memory. Everybody else gets a turn
 * in between. Throws FormatError, also in the middle, where the rest of the archive cannot be read.
 *
 * @param format what `recognize` says unless given
 */
export async function* readArchive(
  archive: Archive,
  { format, ...options }: ReadOptions & { format?: FormatId },
): AsyncIterable<ReadItem> {
  const known = format ?? await formatOf(archive);
  let count = 0;
  for await (const item of FORMATS[known].read(archive, options)) {
    yield item;
    if (++count % ITEMS_AT_ONCE === 0) await setImmediate();
  }
}

async function formatOf(archive: Archive): Promise<FormatId> {
  const { format, why } = await recognize(archive);
  if (format !== undefined) return format;
  throw new UnknownFormatError(why, "Choose a file of an app that is listed on this page");
}
