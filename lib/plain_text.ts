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
