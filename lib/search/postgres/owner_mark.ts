/**
 * The owner as a mark: one index then answers to owner, words and filters together, and no
 * extension of PostgreSQL is needed for that.
 */
export function ownerMark(owner: string): string {
  return `§owner${owner}`;
}
