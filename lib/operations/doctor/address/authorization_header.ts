import { type Finding, wrong } from "../finding.ts";

/** What is said where a proxy keeps the `Authorization` header for itself. */
export function authorizationIsLost(): Finding {
  return wrong(
    "The Authorization header does not arrive here",
    "Every client would be asked to sign in for ever: let the proxy pass it on.",
  );
}
