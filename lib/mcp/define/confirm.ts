/**
 * What a tool returns instead of a result before it does what cannot be undone: the person decides,
 * never the model alone.
 */
export interface Confirmation {
  /** What will happen, and to what, in words for the person. */
  message: string;
  /** What the confirmation applies to. If the target has changed, the person is asked again. */
  target: string;
  /**
   * What to do where the client cannot ask, in sentences without the last full stop. People with an
   * account here can do it themselves below `accountPage`; where accounts are kept elsewhere there
   * is none.
   */
  instead(accountPage: string | undefined): string;
}

/** Asks the person to confirm. */
export function confirm(confirmation: Confirmation): { confirmation: Confirmation } {
  return { confirmation };
}
