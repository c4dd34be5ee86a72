/** What a client gets instead of an answer; `challenge.ts` makes the response. */
export abstract class AuthError extends Error {
  /** HTTP status. */
  abstract readonly status: 401 | 403 | 503;
  /** The `error` of the response body. */
  abstract readonly code: string;
  /** Whether the challenge names `code` as its `error` (RFC 6750, section 3.1). */
  readonly isNamedInChallenge: boolean = true;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** No bearer credential was sent: the challenge has no error (RFC 6750, section 3.1). */
export class MissingTokenError extends AuthError {
  readonly status = 401;
  readonly code = "unauthorized";
  override readonly isNamedInChallenge = false;

  constructor() {
    super("An access token is needed");
  }
}

/** The credential is malformed, inactive, expired or meant for somebody else. */
export class InvalidTokenError extends AuthError {
  readonly status = 401;
  readonly code = "invalid_token";
}

/** The token is good and does not carry all the scopes of this operation. */
export class InsufficientScopeError extends AuthError {
  readonly status = 403;
  readonly code = "insufficient_scope";

  /** @param reason why, where the kind of operation does not say it; one sentence without its stop */
  constructor(readonly required: readonly string[], reason?: string) {
    const needs = `This needs the scopes ${required.join(" ")}`;
    super(reason === undefined ? needs : `${needs}. ${reason}`);
  }
}

/**
 * The authorization server is down, slow or answers nonsense. A 401 would make the client throw away
 * a token that may be good.
 */
export class AuthorizationServerUnavailableError extends AuthError {
  readonly status = 503;
  readonly code = "temporarily_unavailable";
  readonly retryAfterSeconds = 5;
}
