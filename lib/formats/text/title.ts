import { withoutLayout } from "../../invisible.ts";

/** Of one line: what may be photos, and what may be words. No title of 200 characters needs more. */
const MAX_UNITS = 10_000;
const MAX_WORDS_UNITS = 2_500;

/*
 * Nobody trusts a document: each pattern ends at the next mark of its own kind, so that a line of
 * nothing but marks is read once.
 */

const IMAGE = /(?<!\\)!\[[^[\]]{0,500}\]\([^()\s]{0,2000}\)/g;
const LINK = /(?<![\\!])\[([^[\]]{1,500})\]\((?:[^()\s]|\([^()\s]*\)){0,2000}\)/g;
/** `[[page]]` and `[[page|words]]` of Obsidian and Logseq. */
const PAGE = /(?<![\\!])\[\[(?:[^[\]|]{1,300}\|)?([^[\]|]{1,300})\]\]/g;
const RULE = /^(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|=+)$/;
const HEADING = /^#{1,6}(?:\s+|$)/;

/** Marks at the start of a line: heading, quotation, list and its first number, task. */
const MARK = /^(?:#{1,6}(?:\s+|$)|>\s?|[-*+•](?:\s+|$)|1[.)]\s+|\[[ xX]\]\s+)/;

/** Marks around words; the bare ones only where they begin and end words, as in `snake_case` not. */
const AROUND = [
  /(?<!\\)`([^`]{1,500})`/g,
  /(?<![\\\w*])\*(?=[^\s*])((?:\\\*|[^*]){1,500})(?<![\s\\])\*(?![\w*])/g,
  /(?<![\\\w_])_(?=[^\s_])((?:\\_|[^_]){1,500})(?<![\s\\])_(?![\w_])/g,
  /(?<!\\)\*\*(?=\S)((?:\\\*|[^*]){1,500})(?<![\s\\])\*\*/g,
  /(?<![\\\w])__(?=\S)((?:\\_|[^_]){1,500})(?<![\s\\])__(?!\w)/g,
  /(?<!\\)~~(?=\S)([^~]{1,500})(?<![\s\\])~~/g,
  /(?<!\\)==(?=\S)([^=]{1,500})(?<![\s\\])==/g,
];

/** What stands for an attachment. */
const ATTACHMENT = /\uFFFC/g;

/** What a person would read of a line of Markdown, without its marks; empty if it has no words. */
export function readable(line: string): string {
  let words = withoutLayout(line.slice(0, MAX_UNITS)).replace(ATTACHMENT, "").replace(IMAGE, "")
    .trim();
  if (RULE.test(words)) return "";
  words = words.slice(0, MAX_WORDS_UNITS);
  while (MARK.test(words)) words = words.replace(MARK, "").trimStart();
  words = words.replace(PAGE, "$1").replace(LINK, "$1");
  // Twice, for words that are bold and italic.
  for (const mark of [...AROUND, ...AROUND]) words = words.replace(mark, "$1");
  // Last of all: what is escaped is no mark.
  return words.replace(/\\([!-/:-@[-`{-~])/g, "$1").replace(/\s+/g, " ").trim();
}

/** The first line of a text that says something. */
export interface FirstLine {
  /** Its place among the lines. */
  at: number;
  title: string;
  /** Whether it is a heading of which the title says all. */
  isHeading: boolean;
}

/** Returns the first line with words, as a title; undefined where there are photos only. */
export function firstLineOf(text: string): FirstLine | undefined {
  let isCode = false;
  for (const [at, line] of text.split("\n").entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) {
      isCode = !isCode;
      continue;
    }
    const title = isCode ? line.slice(0, MAX_UNITS).trim() : readable(line);
    if (title === "") continue;
    const isPlain = line.length <= MAX_UNITS &&
      [IMAGE, LINK, PAGE].every((link) => line.search(link) < 0);
    return { at, title, isHeading: !isCode && isPlain && HEADING.test(line.trim()) };
  }
}
