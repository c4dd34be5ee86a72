/** Tokens as the texts of a document hold them: each has a space on both sides. */
export function spaced(tokens: readonly string[]): string {
  return tokens.length === 0 ? "" : ` ${tokens.join("  ")} `;
}
