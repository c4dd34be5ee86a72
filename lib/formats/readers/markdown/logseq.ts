import type { Archive, Member } from "../../archive/archive.ts";
import { nameOf, stemOf } from "../../archive/paths.ts";
import { outsideCode } from "../../text/markup/markdown_files.ts";
import { peek, readText } from "../../text/read_text.ts";
import { dayInWords } from "../../text/time/day_in_words.ts";
import { isoDay } from "../../text/time/plain_time.ts";

/** Blocks that others refer to, and what is known of one: a line is one, and a reference is short. */
const MAX_BLOCKS = 20_000;
const MAX_BLOCK_CHARACTERS = 500;

/** What only Logseq itself reads, in a line of its own within a block. */
const OF_APP =
  /^[ \t]*(?:id|collapsed|created-at|updated-at|logseq\.[\w.-]+|card-(?:last|next|ease|repeats)[\w-]*):: .*$/;
const ID = /^[ \t]*(?:- )?id:: ([\da-f-]{36})\s*$/;
/** When a task was worked at. */
const CLOCKS =
  /^[ \t]*:LOGBOOK:[ \t]*\r?\n(?:[ \t]*CLOCK:.*\n){0,10000}[ \t]*:END:[ \t]*(?:\n|$)/gm;
/** A heading that is a block of its own, with blocks below it, which would be code elsewhere. */
const BARE_HEADING = /^(#{1,6} .*)(?=\n\t+- )/gm;
const NUMBERED = /^[ \t]*logseq\.order-list-type:: number\s*$/;
const REFERENCE = /\[([^[\]\n]{1,200})\]\(\(\(([\da-f-]{36})\)\)\)|\(\(([\da-f-]{36})\)\)/g;
const EMBED = /\{\{embed (\(\([\da-f-]{36}\)\)|\[\[[^[\]\n]{1,200}\]\])\}\}/g;

/** What the notes of a graph of Logseq have that other Markdown has not. */
export interface LogseqGraph {
  /** Its words without what only Logseq reads, and with those that they refer to. */
  textOf(text: string): string;
  /** The day of a journal page, where its name tells. */
  dayOf(path: string): string | undefined;
  /** What a page is called; undefined for a journal page. */
  titleOf(path: string): string | undefined;
}

/** Opens the graph of an archive that is one: reads which blocks there are that others refer to. */
export async function openGraph(
  { members }: Archive,
  notes: readonly Member[],
): Promise<LogseqGraph | undefined> {
  const config = members.find(({ path }) => /(?:^|\/)logseq\/config\.edn$/.test(path));
  if (config === undefined) return undefined;
  const readDay = dayReader(await peek(config));
  const blocks = new Map<string, string>();
  for (const note of notes) {
    // What cannot be read is told where it is read as a note.
    noteBlocks(await readText(note).catch(() => ""), blocks);
  }
  const wordsOf = (id: string) => blocks.get(id)?.replace(REFERENCE, "…");
  const isJournal = (path: string) => /(?:^|\/)journals\/[^/]+$/.test(path);
  return {
    textOf: (text) => outsideCode(text, (part) => withReferences(cleaned(part), wordsOf)),
    dayOf: (path) => isJournal(path) ? readDay(stemOf(path)) : undefined,
    titleOf: (path) => isJournal(path) ? undefined : pageName(nameOf(path)),
  };
}

function noteBlocks(text: string, blocks: Map<string, string>): void {
  let words = "";
  for (const line of text.split("\n")) {
    const [, id] = ID.exec(line) ?? [];
    if (id !== undefined && words !== "" && blocks.size < MAX_BLOCKS) {
      blocks.set(id, words.slice(0, MAX_BLOCK_CHARACTERS).toWellFormed());
    }
    const [, block] = /^[ \t]*- (.*)$/.exec(line) ?? [];
    // A block is known by its first line; its properties follow.
    if (block !== undefined) words = block.replace(/^#{1,6} /, "").trim();
  }
}

/** Takes off properties that nobody has written, and the clocks of tasks. */
function cleaned(text: string): string {
  const lines: string[] = [];
  const plain = text.replace(CLOCKS, "").replace(BARE_HEADING, "- $1");
  for (const line of plain.split("\n")) {
    if (NUMBERED.test(line)) number(lines);
    if (!OF_APP.test(line)) lines.push(line);
  }
  return lines.join("\n");
}

/** The block to which a property belongs is the last one. */
function number(lines: string[]): void {
  const at = lines.findLastIndex((line) => /^[ \t]*- /.test(line));
  if (at >= 0) lines[at] = lines[at].replace("- ", "1. ");
}

function withReferences(text: string, wordsOf: (id: string) => string | undefined): string {
  return text.replace(EMBED, "$1").replace(
    REFERENCE,
    (whole, label, labelled, bare) => label ?? wordsOf(labelled ?? bare) ?? whole,
  );
}

/** `Work___Project` is `Work/Project` there, and what no name of a file can have is escaped. */
function pageName(name: string): string {
  const stem = stemOf(name).replaceAll("___", "/");
  try {
    return decodeURIComponent(stem);
  } catch {
    return stem;
  }
}

/** Reads days as `:journal/file-name-format` says, which are numbers or English words. */
function dayReader(config: string): (stem: string) => string | undefined {
  const format = /^[^;\n]*:journal\/file-name-format\s+"([^"\n]{1,50})"/m.exec(config)?.[1] ??
    "yyyy_MM_dd";
  const source = format.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(
    /yyyy|MM|dd/gi,
    (token) => `(?<${token[0].toLowerCase()}>\\d{${token.length}})`,
  );
  const pattern = compile(`^${source}$`);
  return (stem) => {
    const { y, m, d } = pattern?.exec(stem)?.groups ?? {};
    return y && m && d ? isoDay(y, m, d) : dayInWords(stem);
  };
}

/** A format that names the year twice is none. */
function compile(source: string): RegExp | undefined {
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
}
