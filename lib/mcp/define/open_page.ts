/**
 * What a tool returns where the person has to do something on a page of ours. What they do there never
 * goes through the client (MCP, Elicitation, URL mode).
 */
export interface PageRequest<Answer> {
  /** What they can do there, in words for the person. */
  message: string;
  /** Nothing in it is secret: they sign in there. */
  url: string;
  /** The answer once they were asked; or at once, where the client opens no pages. */
  answer: Answer;
}

/** Asks the person to open a page, where their client can; the answer names it in words, too. */
export function openPage<Answer>(page: PageRequest<Answer>): { page: PageRequest<Answer> } {
  return { page };
}
