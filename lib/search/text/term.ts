/** Tokens that must follow each other in a text. */
export interface Term {
  tokens: readonly string[];
  /** The last token is the beginning of a word, or of a run of dense text. */
  isPrefix: boolean;
  /** How many tokens of a text it covers: the last pair of dense characters covers two. */
  width: number;
  /** What the person wrote, normalized. */
  surface: string;
  /** Under what an index has other forms of a single word, by language. */
  stems: readonly string[];
  /** Whether the person means these tokens and no others: it was in quotation marks. */
  isExact: boolean;
}

/** Whether the term is one whole word. */
export function isWord({ tokens, isPrefix, width }: Term): boolean {
  return tokens.length === 1 && width === 1 && !isPrefix;
}

/** What tells a term from others. */
export function nameOf({ tokens, isPrefix }: Term): string {
  return `${isPrefix ? "*" : ""}${tokens.join(" ")}`;
}
