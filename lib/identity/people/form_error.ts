import { BusyError } from "../../bounded.ts";

/** Why a form was not accepted, as a sentence for the person without its full stop. */
export interface FormError {
  readonly problem: string;
  readonly status: number;
  /** Seconds. */
  readonly retryAfter?: number;
  /** Whether the form is to have a field for a recovery code. */
  readonly wantsCode?: boolean;
}

/** The error of somebody who tries too often; `retryAfter` is in seconds. */
export function tooManyAttempts(retryAfter: number): FormError {
  const problem = `Too many attempts. Try again in ${retryAfter} seconds`;
  return { problem, status: 429, retryAfter };
}

const BUSY: FormError = {
  problem: "The server is busy. Try again in a few seconds",
  status: 503,
  retryAfter: 5,
};

/** Returns the result of `work`, or a form error while too much work waits. */
export async function unlessBusy<T>(work: () => Promise<T>): Promise<T | FormError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BusyError) return BUSY;
    throw error;
  }
}
