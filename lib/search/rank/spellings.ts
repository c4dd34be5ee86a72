import { fold } from "../tokens/fold.ts";

/** Letters of German and Scandinavian that are written as two where a keyboard has none. */
const DIGRAPHS = [["ae", "a"], ["oe", "o"], ["ue", "u"], ["aa", "a"]] as const;
const UMLAUTS = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe", æ: "ae" };

const ARABIC_ARTICLE = "ال";

/** Other ways of writing a word, as tokens; `surface` is the word as it was written. */
export function spellingsOf(token: string, surface: string): string[] {
  const spellings = new Set<string>();
  for (const [two, one] of DIGRAPHS) {
    if (token.includes(two)) spellings.add(token.replaceAll(two, one));
  }
  const lower = surface.toLowerCase().normalize("NFC");
  spellings.add(
    fold(lower.replace(/[äöüåøæ]/g, (letter) => UMLAUTS[letter as keyof typeof UMLAUTS])),
  );
  if (token.startsWith(ARABIC_ARTICLE)) spellings.add(token.slice(ARABIC_ARTICLE.length));
  else if (/^\p{Script=Arabic}/u.test(token)) spellings.add(ARABIC_ARTICLE + token);
  spellings.delete(token);
  spellings.delete("");
  return [...spellings];
}
