import { execAll } from "./exec_all.ts";
import { fold } from "./fold.ts";
import { DENSE, TRAILING, WORD } from "./scripts.ts";

/** One token of a text: what is compared, and where in the text it lies (UTF-16 units). */
export interface Token {
  text: string;
  start: number;
  end: number;
}

const PIECE = new RegExp(`((?:${DENSE}${TRAILING}*)+)|${WORD}`, "gv");
/** It remembers where it was; others must not begin there. */
const NEXT_PIECE = new RegExp(PIECE);
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
  const lower = text.toLowerCase();
  // A word of ASCII is found ten times as fast by its codes as by the pattern, and folds to itself.
  const foldsInPlace = lower.length === text.length;
  for (let at = 0; at < text.length;) {
    const start = at;
    while (at < text.length && isAsciiLetter(text.charCodeAt(at))) at++;
    if (at === text.length || isAsciiSpace(text.charCodeAt(at))) {
      if (at > start) {
        const word = foldsInPlace ? lower.slice(start, at) : text.slice(start, at).toLowerCase();
        add(tokens, { text: word, start, end: at });
      }
      at++;
      continue;
    }
    NEXT_PIECE.lastIndex = start;
    const match = NEXT_PIECE.exec(text);
    if (match === null) break;
    at = NEXT_PIECE.lastIndex;
    addPiece(tokens, match);
  }
  return tokens;
}

function addPiece(tokens: Token[], { 0: piece, 1: dense, index: start }: RegExpExecArray): void {
  if (dense !== undefined) addDense(tokens, { run: dense, offset: start });
  else add(tokens, { text: fold(piece), start, end: start + piece.length });
}

function isAsciiLetter(code: number): boolean {
  return code >= 97 && code <= 122 || code >= 65 && code <= 90 || code >= 48 && code <= 57;
}

/** What ends a word and is no token: all other ASCII but `$`, which is dense text as signs are. */
function isAsciiSpace(code: number): boolean {
  return code < 128 && code !== 36 && !isAsciiLetter(code);
}

/** The words and the runs of dense text of a normalized text. */
export function piecesOf(text: string): string[] {
  return execAll(PIECE, text).map(([piece]) => piece);
}

/** Whether `text` starts with a dense character. */
export function isDense(text: string): boolean {
  return DENSE_START.test(text);
}

function addDense(tokens: Token[], { run, offset }: { run: string; offset: number }): void {
  const units = execAll(UNIT, run).map(({ 0: unit, index }) => ({
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
