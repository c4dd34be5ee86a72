import { setImmediate } from "node:timers/promises";
import type { Archive } from "./archive/archive.ts";
import { UnknownFormatError } from "./errors.ts";
import { type FormatId, FORMATS } from "./formats.ts";
import { sha256Hex } from "../digest.ts";
import type { ReadEntry, ReadItem, ReadOptions } from "./read_entry.ts";
import { recognize } from "./recognize.ts";

/** Reading so many takes a few milliseconds. */
const ITEMS_AT_ONCE = 20;

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
  const seen = new Map<string, number>();
  let count = 0;
  for await (const item of FORMATS[known].read(archive, options)) {
    yield item.kind === "entry" ? distinct(item, seen) : item;
    if (++count % ITEMS_AT_ONCE === 0) await setImmediate();
  }
}

/**
 * Two entries that are known by the same would overwrite each other. The second is left out if it says
 * the same, and else is known by its number, too.
 */
function distinct(entry: ReadEntry, seen: Map<string, number>): ReadItem {
  const { key, title, content, occurredAt } = entry;
  const name = sha256Hex(JSON.stringify(key), 24);
  const said = sha256Hex(JSON.stringify([key, title, content, occurredAt]), 24);
  const count = Number(seen.get(name) ?? 0);
  if (seen.has(said)) return { kind: "skipped", what: title, why: "It is in the file twice" };
  seen.set(said, 0).set(name, count + 1);
  if (count === 0) return entry;
  const note = `Another entry of the file is known by ${
    JSON.stringify(entry.source.slice(0, 80))
  }, too`;
  return {
    ...entry,
    source: `${entry.source} (${count + 1})`,
    key: [...key, String(count + 1)],
    notes: [...entry.notes, note],
  };
}

async function formatOf(archive: Archive): Promise<FormatId> {
  const { format, why } = await recognize(archive);
  if (format !== undefined) return format;
  throw new UnknownFormatError(why, "Choose a file of an app that is listed on this page");
}
