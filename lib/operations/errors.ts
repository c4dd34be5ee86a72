/** What the operator asked for is not done, and nothing has changed. The message says why. */
export class RefusedError extends Error {
  override name = "RefusedError";
}
