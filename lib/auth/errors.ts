import type { Scope } from "../scopes.ts";

/** Why a request may not pass the guard. Mapped to a response in `challenge.ts` and nowhere else. */
export abstract class AuthError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** No bearer credential was sent: 401 without an error code (RFC 6750, section 3.1). */
export class MissingTokenError extends AuthError {
  constructor() {
    super("An access token is needed");
  }
}

/** The credential is malformed, inactive, expired or meant for somebody else: 401. */
export class InvalidTokenError extends AuthError {}

/** The token is good and does not carry all the scopes of this operation: 403. */
export class InsufficientScopeError extends AuthError {
  constructor(readonly required: readonly Scope[]) {
    super(`This needs the scopes ${required.join(" ")}`);
  }
}

/**
 * The authorization server is down, slow or answers nonsense: 503, because a 401 would make the
 * client throw away a token that may be good.
 */
export class AuthorizationServerUnavailableError extends AuthError {
  readonly retryAfterSeconds = 5;
}
