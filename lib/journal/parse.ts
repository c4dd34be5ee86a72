import { InvalidError, LimitError } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { isBlank } from "../invisible.ts";
import { countCharacters, foldName, tidy, tidyName } from "./text.ts";

/** ISO 8601 writes these with four digits of a year: 0000-01-01 to 9999-12-31, in milliseconds. */
export const EARLIEST = Date.parse("0000-01-01T00:00:00.000Z");
export const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/** A title of 1 to 200 characters, without the space around it. */
export function parseTitle(text: string): string {
  return parseLine(text, { what: "Title", limit: LIMITS.titleCharacters });
}

/** A mood of 1 to 200 characters. */
export function parseMood(text: string): string {
  return parseLabel(tidyName(text), "Mood");
}

/** A location or weather of 1 to 200 characters. */
export function parseLabel(text: string, what: string): string {
  return parseLine(text, { what, limit: LIMITS.labelCharacters });
}

/** The text of an entry as it was written, and its UTF-8 bytes: 1 byte to 256 KiB. */
export function parseContent(text: string): string {
  const content = tidy(text);
  if (isBlank(content)) throw new InvalidError("Content is empty", "Give the text to keep");
  const { length: actual } = new TextEncoder().encode(content);
  const limit = LIMITS.contentBytes;
  if (actual > limit) throw new LimitError("Content", { actual, limit, unit: "bytes of UTF-8" });
  return content;
}

/** A time in whole milliseconds, in the years 0000 to 9999. */
export function parseTime(time: number, what: string): number {
  if (!Number.isInteger(time) || time < EARLIEST || time > LATEST) {
    throw new InvalidError(
      `${what} is ${time}, not a time in milliseconds between the years 0000 and 9999`,
      "Give a valid date and time",
    );
  }
  // Minus zero sorts apart from zero in a key.
  return time + 0;
}

/** The name of a file of 1 to 200 characters, without the folders before it. */
export function parseFileName(name: string): string {
  const kept = tidyName(name).split(/[\\/]/).at(-1)!.replaceAll(/\p{Cc}/gu, " ");
  return parseLine(kept, { what: "File name", limit: LIMITS.fileNameCharacters });
}

/** What a picture shows, in 1 to 1,000 characters. */
export function parseAlt(text: string): string {
  return parseLine(text, { what: "Alt text", limit: LIMITS.altCharacters });
}

/** The name of a tag, 1 to 100 characters. */
export function parseTagName(name: string): string {
  const kept = withoutHash(tidyName(name));
  return parseLine(kept, { what: "Tag name", limit: LIMITS.tagNameCharacters });
}

/** The description of a tag, 1 to 1,000 characters. */
export function parseTagDescription(description: string): string {
  return parseLine(description, {
    what: "Tag description",
    limit: LIMITS.tagDescriptionCharacters,
  });
}

/** Ids or names of at most 100 tags, each once. */
export function parseTagReferences(references: readonly string[]): string[] {
  const distinct = new Map<string, string>();
  for (const reference of references) {
    const name = withoutHash(tidy(reference)).trim();
    if (isBlank(name)) {
      throw new InvalidError("Tag is empty", "Give the id or the name of each tag");
    }
    if (!distinct.has(foldName(name))) distinct.set(foldName(name), name);
  }
  checkTagCount(distinct.size);
  return [...distinct.values()];
}

/** People and models write `#work` for the tag "work". An emoji can begin with the sign, too. */
function withoutHash(name: string): string {
  return name.replace(/^\s*#+(?=[\p{L}\p{N}])/u, "");
}

/** Throws unless one entry may have `actual` tags. */
export function checkTagCount(actual: number): void {
  const limit = LIMITS.tagsPerEntry;
  if (actual > limit) throw new LimitError("Entry", { actual, limit, unit: "tags" });
}

/** A key of 1 to 200 characters, exactly as it was given. */
export function parseIdempotencyKey(key: string): string {
  const what = "Idempotency key";
  const limit = LIMITS.idempotencyKeyCharacters;
  if (key === "") throw new InvalidError(`${what} is empty`, "Give a key or leave it out");
  const actual = countCharacters(key);
  if (actual > limit) throw new LimitError(what, { actual, limit, unit: "characters" });
  return key;
}

const DEFAULT_PAGE_SIZE = 20;

/** The size of a page: 1 to 100 entries. */
export function parsePageSize(size = DEFAULT_PAGE_SIZE): number {
  const limit = LIMITS.pageSize;
  if (size > limit) throw new LimitError("Page", { actual: size, limit, unit: "entries" });
  if (Number.isInteger(size) && size > 0) return size;
  throw new InvalidError(`Limit is ${size}, not a whole number of entries`, `Give 1 to ${limit}`);
}

function parseLine(text: string, { what, limit }: { what: string; limit: number }): string {
  const line = tidy(text).trim();
  if (isBlank(line)) throw new InvalidError(`${what} is empty`, `Give 1 to ${limit} characters`);
  const actual = countCharacters(line);
  if (actual > limit) throw new LimitError(what, { actual, limit, unit: "characters" });
  return line;
}
