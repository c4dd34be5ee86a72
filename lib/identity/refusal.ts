/** Why a form was not accepted, as a sentence for the person without its full stop. */
export interface Refusal {
  readonly problem: string;
  readonly status: number;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** The answer to whoever tries too often; `retryAfter` is in seconds. */
export function tooManyAttempts(retryAfter: number): Refusal {
  const problem = `Too many attempts. Try again in ${retryAfter} seconds`;
  return { problem, status: 429, retryAfter };
}
