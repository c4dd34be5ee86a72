import { withoutPhotoLinks } from "../../journal/mod.ts";
import type { Pacer } from "../pacer.ts";
import type { Term } from "./terms.ts";
import { normalize, type Token, tokenize } from "./tokens.ts";

/** Where a term is in a text (UTF-16 units). */
interface Match {
  term: Term;
  start: number;
  end: number;
}

/** A part of a text that is looked at without a pause. */
interface Part {
  text: string;
  tokens: Token[];
  matches: Match[];
}

const PART_UNITS = 16_000;
const SNIPPET_UNITS = 200;
const UNITS_BEFORE_MATCH = 60;

/**
 * The part of `content` that shows most of the terms, on one line, with each match between `**`:
 * some 200 UTF-16 units, with an ellipsis where something is missing. It is the start of the text
 * where no term is in it. Asterisks of the text that could pass for tokens are left out,
 * and so are links to photos.
 */
export async function snippetOf(
  content: string,
  { terms, pacer }: { terms: readonly Term[]; pacer: Pacer },
): Promise<string> {
  const text = normalize(withoutPhotoLinks(content));
  let best: Part | undefined;
  let bestStart = 0;
  for (let start = 0; start < text.length; start += PART_UNITS) {
    const part = lookAt(text.slice(start, start + PART_UNITS), terms);
    if (best === undefined || countTerms(part.matches) > countTerms(best.matches)) {
      [best, bestStart] = [part, start];
    }
    if (countTerms(best.matches) === terms.length) break;
    await pacer.pause();
  }
  if (best === undefined) return "";
  const [start, end] = windowOf(best);
  const before = bestStart + start > 0 ? "…" : "";
  const after = bestStart + end < text.trimEnd().length ? "…" : "";
  return `${before}${highlight(best, [start, end])}${after}`;
}

function lookAt(text: string, terms: readonly Term[]): Part {
  const tokens = tokenize(text);
  const matches = terms.flatMap((term) =>
    tokens.flatMap((_, n) => {
      if (!isAt(tokens, term, n)) return [];
      const last = tokens[n + term.width - 1] ?? tokens[tokens.length - 1];
      return { term, start: tokens[n].start, end: last.end };
    })
  );
  return { text, tokens, matches: matches.sort((a, b) => a.start - b.start || b.end - a.end) };
}

function isAt(tokens: readonly Token[], { tokens: wanted, isPrefix }: Term, n: number): boolean {
  return wanted.every((text, k) => {
    const token = tokens[n + k]?.text;
    if (token === undefined) return false;
    return isPrefix && k === wanted.length - 1 ? token.startsWith(text) : token === text;
  });
}

function countTerms(matches: readonly Match[]): number {
  return new Set(matches.map(({ term }) => term)).size;
}

/** The window around the match from which most terms are in sight, cut between tokens. */
function windowOf({ text, tokens, matches }: Part): [start: number, end: number] {
  let first: Match | undefined;
  let most = 0;
  for (const [n, match] of matches.entries()) {
    const limit = match.start + SNIPPET_UNITS - UNITS_BEFORE_MATCH;
    const inSight: Match[] = [];
    for (let k = n; k < matches.length && matches[k].end <= limit; k++) inSight.push(matches[k]);
    const count = countTerms(inSight);
    if (count > most) [first, most] = [match, count];
  }
  const earliest = (first ?? matches.at(0))?.start ?? 0;
  const wanted = earliest - UNITS_BEFORE_MATCH;
  const start = wanted <= 0 ? 0 : tokens.find((token) => token.start >= wanted)?.start ?? 0;
  const isIn = (token: Token) => token.start >= start && token.end <= start + SNIPPET_UNITS;
  const last = tokens.findLast(isIn);
  if (text.length <= start + SNIPPET_UNITS || last === undefined) {
    return [start, Math.min(text.length, start + SNIPPET_UNITS)];
  }
  return [start, last.end];
}

function highlight({ text, matches }: Part, [start, end]: [number, number]): string {
  let line = "";
  let at = start;
  for (const match of matches) {
    if (match.start < at || match.end > end) continue;
    line += `${plain(text.slice(at, match.start))}**${plain(text.slice(match.start, match.end))}**`;
    at = match.end;
  }
  line += plain(text.slice(at, end));
  return line.trim().toWellFormed();
}

function plain(text: string): string {
  return text.replaceAll("**", "").replace(/\s+/gu, " ");
}
