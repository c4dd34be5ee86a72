import type { Random } from "../fuzz/requests/random.ts";

/** Few words, so that searches find something, in a few scripts. */
export const WORDS = [
  ..."walk walked walking river lake moss stone bread thunder lantern".split(" "),
  ...["wal\u00ADking", "bre\u200Bad", "lan\u2060tern\u200E"],
  ..."Zürich café naïve Ærø Köln über Москва θάλασσα 日記 日記帳 2026 42".split(" "),
];
export const MOODS = ["calm", "Calm", "CALM", "glad", "tired"];
export const TAG_NAMES = [
  ...["work", "Work", "WORK", "#work", "home", "Zürich", "ZÜRICH", "#Zürich", "long walks", "日記"],
  ...["wo\u00ADrk", "Home\u200B"],
];
export const CLIENT_KEYS = ["key 1", "key 2", "key 3", "schlüssel 🗝"];

const SIGNS = [" ", " ", " ", ". ", ", ", "\n\n", " — ", " 🌧 ", "\r\n- "];

/** A text of so many words. */
export function textOf(random: Random, count: number): string {
  let text = "";
  for (let n = 0; n < count; n++) text += random.pick(WORDS) + random.pick(SIGNS);
  return text;
}

/** Mostly short, now and then in chunks, seldom in several. */
export function contentFrom(random: Random): string {
  const size = random.next();
  if (size < 0.002) return textOf(random, 12_000);
  return textOf(random, size < 0.04 ? 300 + random.below(200) : 1 + random.below(30));
}

export function titleFrom(random: Random): string {
  return textOf(random, 1 + random.below(4)).trim();
}
