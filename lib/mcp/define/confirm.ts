/**
 * A question to the person, which a tool returns instead of an answer: what it does next cannot be
 * undone, so no model decides it alone.
 */
export interface Question {
  /** What will happen, and to what, in words for the person. */
  message: string;
  /** What the yes is good for. If it is another target by then, the person is asked again. */
  target: string;
  /**
   * What to do where the client cannot ask, in sentences without the last full stop. People with an
   * account here can do it themselves below `accountPage`; where accounts are kept elsewhere there
   * is none.
   */
  instead(accountPage: string | undefined): string;
}

/** Asks the person to agree to something. */
export function ask(question: Question): { question: Question } {
  return { question };
}
