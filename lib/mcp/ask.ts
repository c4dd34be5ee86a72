/**
 * A question to the person, which a tool returns instead of an answer: what it does next cannot be
 * undone, so no model decides it alone.
 */
export interface Question {
  /** What will happen, and to what, in words for the person. */
  message: string;
  /** What the yes is good for. If it is another target by then, the person is asked again. */
  target: string;
  /** What is left to do with a client that cannot ask. */
  instead: {
    /** First for the client, if there is something: a sentence without its full stop. */
    first?: string;
    /** Below the account page: where the person can do it themselves. */
    page: string;
    /** Where accounts are kept elsewhere, and there is no such page. */
    or: string;
  };
}

/** Asks the person to agree to something. */
export function ask(question: Question): { question: Question } {
  return { question };
}
