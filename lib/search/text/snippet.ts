import { withoutPhotoLinks } from "../../journal/mod.ts";
import type { Pacer } from "../pacer.ts";
import { execAll } from "../tokens/exec_all.ts";
import { normalize, type Token } from "../tokens/tokens.ts";
import type { Matches } from "./matches.ts";
import { type Match, tokensNear } from "./plain.ts";

/** A part of a text that is looked at without a pause. */
interface Part extends Matches {
  text: string;
}

/** The passage of a text that shows why it was found. */
export interface Snippet {
  /** The passage, with each match between `**`. */
  text: string;
  /** The numbers of the clauses that are met anywhere in what was looked at. */
  met: Set<number>;
}

const PART_UNITS = 16_000;
/** In UTF-8: what a model pays grows with bytes, and words are shorter where letters have more. */
const SNIPPET_BYTES = 220;
const UNITS_BEFORE_MATCH = 80;

/** Where a sentence ends. */
const SENTENCE_END = /[.!?…。！？]["”»)]*\s+|\n\s*|[。！？]/gu;

/**
 * The part of `content` in which most clauses are met, on one line, with each match between `**`:
 * some 220 bytes of UTF-8 that begin with a sentence if one begins near, with an ellipsis where
 * something is missing. It is the start of the text where no clause is met in it. Asterisks of the
 * text that could pass for these are left out, and so are links to photos. `find` finds where clauses
 * are met, of which there are `most`.
 */
export async function snippetOf(
  content: string,
  { most, find, pacer }: { most: number; find: (text: string) => Matches; pacer: Pacer },
): Promise<Snippet> {
  const text = normalize(withoutPhotoLinks(content));
  const met = new Set<number>();
  let best: Part | undefined;
  let bestStart = 0;
  for (let start = 0; start < text.length; start += PART_UNITS) {
    const piece = text.slice(start, start + PART_UNITS);
    const part = { text: piece, ...find(piece) };
    for (const { clause } of part.matches) met.add(clause);
    if (best === undefined || countClauses(part.matches) > countClauses(best.matches)) {
      [best, bestStart] = [part, start];
    }
    if (countClauses(best.matches) === most) break;
    await pacer.pause();
  }
  if (best === undefined) return { text: "", met };
  const [start, end] = windowOf(best);
  const before = bestStart + start > 0 ? "…" : "";
  const after = bestStart + end < text.trimEnd().length ? "…" : "";
  return { text: `${before}${highlight(best, [start, end])}${after}`, met };
}

function countClauses(matches: readonly Match[]): number {
  return new Set(matches.map(({ clause }) => clause)).size;
}

/** The window around the match from which most clauses are in sight, cut between tokens. */
function windowOf(part: Part): [start: number, end: number] {
  const { text, matches } = part;
  const start = startOf(part, firstOf(matches));
  const limit = start + unitsThatFit(text.slice(start, start + SNIPPET_BYTES));
  if (text.length <= limit) return [start, text.length];
  const last = tokensOf(part, [start, limit]).findLast((token) =>
    token.start >= start && token.end <= limit
  );
  return [start, last?.end ?? limit];
}

function unitsThatFit(text: string): number {
  return UTF_8.encodeInto(text, new Uint8Array(SNIPPET_BYTES)).read;
}

const UTF_8 = new TextEncoder();

/** The match from which most clauses are in sight. */
function firstOf(matches: readonly Match[]): Match | undefined {
  let first = matches.at(0);
  let most = 0;
  const all = countClauses(matches);
  for (const [n, match] of matches.entries()) {
    if (most === all) break;
    const limit = match.start + SNIPPET_BYTES - UNITS_BEFORE_MATCH;
    const inSight: Match[] = [];
    for (let k = n; k < matches.length && matches[k].end <= limit; k++) inSight.push(matches[k]);
    const count = countClauses(inSight);
    if (count > most) [first, most] = [match, count];
  }
  return first;
}

/** The start of the sentence that the match is in, or of some token before it. */
function startOf(part: Part, first: Match | undefined): number {
  const { text } = part;
  const earliest = (first?.start ?? 0) - UNITS_BEFORE_MATCH;
  if (earliest <= 0) return 0;
  const between = text.slice(earliest, first!.start);
  const [sentence] = execAll(SENTENCE_END, between).slice(-1);
  if (sentence) return earliest + sentence.index + sentence[0].length;
  return tokensOf(part, [earliest, first!.end]).find(({ start }) => start >= earliest)?.start ?? 0;
}

/** At least those tokens that are in the range. */
function tokensOf({ text, tokens }: Part, range: [number, number]): readonly Token[] {
  return tokens ?? tokensNear(text, range);
}

function highlight({ text, matches }: Part, [start, end]: [number, number]): string {
  let line = "";
  let at = start;
  for (const match of joined(matches)) {
    if (match.start < at || match.end > end) continue;
    line += `${plain(text.slice(at, match.start))}**${plain(text.slice(match.start, match.end))}**`;
    at = match.end;
  }
  line += plain(text.slice(at, end));
  return line.trim().toWellFormed();
}

/** Matches as passages: those that touch or overlap are one, as pairs of Japanese characters are. */
function joined(matches: readonly Match[]): Pick<Match, "start" | "end">[] {
  const passages: { start: number; end: number }[] = [];
  for (const { start, end } of matches) {
    const last = passages.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else passages.push({ start, end });
  }
  return passages;
}

function plain(text: string): string {
  return text.replaceAll("**", "").replace(/\s+/gu, " ");
}
