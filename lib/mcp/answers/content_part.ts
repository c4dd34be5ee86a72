import { InvalidError } from "../../journal/mod.ts";

/** A part of a text. Numbers are characters: Unicode code points, as in all limits. */
export interface ContentPart {
  text: string;
  /** Where the part begins. */
  offset: number;
  /** How many characters the whole text has. */
  total: number;
  /** Where the next part begins; absent at the end. */
  next?: number;
}

export interface PartQuery {
  /** Where to begin, at the start unless given. */
  offset?: number;
  /** How many characters at most, as many as there is room for unless given. */
  length?: number;
  /** How many bytes the part may have inside a JSON string. */
  bytes: number;
}

const GRAPHEMES = new Intl.Segmenter("und", { granularity: "grapheme" });

/** What is longer is no character that anybody reads, and is cut like a text. */
const LONGEST_GRAPHEME_UNITS = 64;

/**
 * The part of `content` that begins at `offset`, or at the start of the grapheme there, and ends
 * between two graphemes, with one of them at least. The parts one after the other are the text.
 * Throws InvalidError for an offset behind the end.
 */
export function partOf(
  content: string,
  { offset = 0, length = Infinity, bytes }: PartQuery,
): ContentPart {
  const total = charactersOf(content);
  if (offset > 0 && offset >= total) {
    throw new InvalidError(
      `Offset is ${offset}, but the content has ${total} characters`,
      `Give an offset below ${total}`,
    );
  }
  // Most entries are short and asked for whole.
  if (offset === 0 && total <= length && content.length * LONGEST_UNIT_BYTES <= bytes) {
    return { text: content, offset, total };
  }
  const asked = unitsOf(content, offset);
  const { start } = graphemeAt(content, asked);
  const begin = offset - charactersOf(content.slice(start, asked));
  let [end, count, left] = [start, 0, bytes];
  for (; end < content.length && count < length; count++) {
    const code = content.codePointAt(end)!;
    if ((left -= bytesOfCode(code)) < 0) break;
    end += unitsOfCode(code);
  }
  if (end < content.length) {
    const last = graphemeAt(content, end);
    // At least one, or nobody would ever get on.
    end = last.start > start ? last.start : last.end;
  }
  const text = content.slice(start, end);
  return {
    ...{ text, offset: begin, total },
    ...end < content.length && { next: begin + charactersOf(text) },
  };
}

const SURROGATE = /[\ud800-\udfff]/;

/** The number of code points. */
export function charactersOf(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** How many UTF-16 units the first `characters` of `text` have. */
function unitsOf(text: string, characters: number): number {
  let units = 0;
  for (let n = 0; n < characters; n++) units += unitsOfCode(text.codePointAt(units)!);
  return units;
}

/** Where the grapheme at `index` starts and ends; an endless one is cut at `index`. */
function graphemeAt(text: string, index: number): { start: number; end: number } {
  const found = GRAPHEMES.segment(text).containing(index);
  if (!found || found.segment.length > LONGEST_GRAPHEME_UNITS) {
    return { start: index, end: index + unitsOfCode(text.codePointAt(index) ?? 0) };
  }
  return { start: found.index, end: found.index + found.segment.length };
}

function unitsOfCode(code: number): number {
  return code > 0xffff ? 2 : 1;
}

const ESCAPED = new Set(['"', "\\", "\b", "\f", "\n", "\r", "\t"].map((c) => c.charCodeAt(0)));

/** A control character, as \\u0000. */
const LONGEST_UNIT_BYTES = 6;

/** The bytes of one code point inside a JSON string in UTF-8. */
function bytesOfCode(code: number): number {
  if (ESCAPED.has(code)) return 2;
  if (code < 0x20) return 6;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
