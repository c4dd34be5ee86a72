const MAX_NAME = 60;

/**
 * A text that a client chose about itself, made fit to be shown: one line, without control
 * characters and without those that turn the direction of the text around them.
 */
export function plainText(value: unknown, maxLength = MAX_NAME): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.normalize("NFC").replace(/\s+/gu, " ").replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "");
  const characters = [...text.trim()];
  if (characters.length <= maxLength) return characters.join("") || undefined;
  return `${characters.slice(0, maxLength - 1).join("")}…`;
}

/** Marks that end a quotation, or look as if they did. */
const QUOTATION_MARKS = /(?!['’])[\p{Quotation_Mark}″‶❛-❞]/gu;

/** A name that somebody chose, in quotation marks that it cannot close: no sentence of ours goes on in it. */
export function quoted(name: string): string {
  return `“${name.replace(QUOTATION_MARKS, "'")}”`;
}
