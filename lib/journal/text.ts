import { withoutJoiners, withoutLayout } from "../invisible.ts";

/**
 * `text` as it is stored: a lone surrogate, which UTF-8 cannot hold, and NUL, which PostgreSQL
 * cannot, become U+FFFD. Nobody loses a long entry over one broken character.
 */
export function tidy(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** A name as it is kept: without the space around it, and what only lays it out. */
export function tidyName(text: string): string {
  return withoutLayout(tidy(text)).trim();
}

/** The number of code points. */
export function countCharacters(text: string): number {
  return [...text].length;
}

/** `text` as it is compared: without regard to case, width and other compatibility forms. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().normalize("NFKC");
}

/** The name of a tag as it is compared: what shows nothing in its words counts for nothing, too. */
export function foldName(name: string): string {
  return fold(withoutJoiners(name));
}

/** `text` in quotes for an error message, cut after 60 characters. */
export function quote(text: string): string {
  const start = [...tidy(text.slice(0, 122))].slice(0, 60).join("");
  return JSON.stringify(start.length < text.length ? `${start}...` : start);
}

const MAX_QUOTED = 10;

/** The first ten of `texts` in quotes for an error message, and how many more there are. */
export function quoteAll(texts: readonly string[], total = texts.length): string {
  const quoted = texts.slice(0, MAX_QUOTED).map(quote);
  const more = total - quoted.length;
  return more > 0 ? `${quoted.join(", ")} and ${more} more` : quoted.join(", ");
}
