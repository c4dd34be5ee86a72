import { withoutInvisible } from "../../invisible.ts";
import { DENSE, LETTER } from "./scripts.ts";

/** What folding leaves as it is: the most of most texts. */
const PLAIN =
  /^[a-z0-9\u03B1-\u03C1\u03C3-\u03C9\u0430-\u0438\u043A-\u044F\u05D0-\u05EA\u0627-\u063A\u0641-\u064A\u3041-\u3096\u30FC\u4E00-\u9FFF\uAC00-\uD7A3]+$/;
/** Around keys, and the tones of skins. */
const TONES = /[\u20E3\u{1F3FB}-\u{1F3FF}]/gu;
const ACCENTS =
  /(?<=[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Hebrew}\p{scx=Arabic}])\p{M}+/gu;
/** Katakana has a sign for each of hiragana, this far behind it. */
const KATAKANA = /[\u30A1-\u30F6]/g;
const KATAKANA_OFFSET = 0x60;
const NEITHER = new RegExp(`[^${LETTER}${DENSE}]`, "gv");

/** Letters that Unicode does not take apart. */
const LETTERS = new Map(
  Object.entries({ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" }),
).set("ς", "σ");
const SPECIAL = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "gu");

/**
 * A word or a dense character as it is compared: without regard to case, accents, width, skin
 * tone, and which kana is written. Nothing is left but letters, digits, tokens that make a letter, and signs.
 */
export function fold(piece: string): string {
  const lower = piece.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return withoutInvisible(lower).normalize("NFKD").replace(ACCENTS, "").replace(TONES, "")
    .normalize("NFKC").toLowerCase()
    .replace(SPECIAL, (letter) => LETTERS.get(letter) ?? letter)
    .replace(KATAKANA, (sign) => String.fromCharCode(sign.charCodeAt(0) - KATAKANA_OFFSET))
    .replace(NEITHER, "");
}
