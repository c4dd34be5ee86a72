/**
 * The owner as a token: one index then answers to owner, words and filters together, and no
 * extension of PostgreSQL is needed for that.
 */
export function ownerToken(owner: string): string {
  return `§owner${owner}`;
}
