import { fold } from "./fold.ts";
import { DENSE, TRAILING, WORD } from "./scripts.ts";

/** One token of a text: what is compared, and where in the text it lies (UTF-16 units). */
export interface Token {
  text: string;
  start: number;
  end: number;
}

const PIECE = new RegExp(`((?:${DENSE}${TRAILING}*)+)|${WORD}`, "gv");
const UNIT = new RegExp(`${DENSE}${TRAILING}*`, "gv");
const DENSE_START = new RegExp(`^${DENSE}`, "v");

/** A longer word is known by its first characters: databases limit what they compare. */
const WORD_CHARACTERS = 64;

/** `text` in the one way of writing it in which {@linkcode tokenize} counts; it looks the same. */
export function normalize(text: string): string {
  return text.normalize("NFC");
}

/**
 * The tokens of a normalized text, in their order. A word is a token. A run of dense text, such
 * as Japanese or emoji, has a token for each character: the character with the next one, and the
 * last one alone. So whatever part of it somebody looks for is a sequence of tokens, as a phrase is.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: piece, 1: dense, index: start } of text.matchAll(PIECE)) {
    if (dense !== undefined) addDense(tokens, { run: dense, offset: start });
    else add(tokens, { text: fold(piece), start, end: start + piece.length });
  }
  return tokens;
}

/** The words and the runs of dense text of a normalized text. */
export function piecesOf(text: string): string[] {
  return Array.from(text.matchAll(PIECE), ([piece]) => piece);
}

/** Whether `text` starts with a dense character. */
export function isDense(text: string): boolean {
  return DENSE_START.test(text);
}

function addDense(tokens: Token[], { run, offset }: { run: string; offset: number }): void {
  const units = Array.from(run.matchAll(UNIT), ({ 0: unit, index }) => ({
    text: fold(unit),
    start: offset + index,
    end: offset + index + unit.length,
  }));
  for (const [n, unit] of units.entries()) {
    add(tokens, { ...unit, text: unit.text + (units[n + 1]?.text ?? "") });
  }
}

function add(tokens: Token[], token: Token): void {
  if (token.text === "") return;
  if (token.text.length > WORD_CHARACTERS) {
    token.text = [...token.text].slice(0, WORD_CHARACTERS).join("");
  }
  tokens.push(token);
}
