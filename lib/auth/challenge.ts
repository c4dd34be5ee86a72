import {
  type AuthError,
  AuthorizationServerUnavailableError,
  InsufficientScopeError,
} from "./errors.ts";

/** What a challenge tells beside what went wrong. */
export interface ChallengeOptions {
  /** Where the metadata of the protected resource are (RFC 9728, section 5.1). */
  resourceMetadataUrl: string;
  /** What a client is to ask for first: many never ask again. */
  scopes: readonly string[];
}

/**
 * Returns the response that tells a client how to go on: 401 with a challenge, 403 naming all scopes
 * that are needed, or 503 (RFC 6750, section 3; RFC 9728, section 5.1).
 */
export function challenge(error: AuthError, options: ChallengeOptions): Response {
  if (error instanceof AuthorizationServerUnavailableError) {
    // What went wrong there is for the log alone.
    const description = "The authorization server cannot be reached";
    return respond(error, description, { "retry-after": String(error.retryAfterSeconds) });
  }
  return respond(error, error.message, { "www-authenticate": bearer(error, options) });
}

/** One `Bearer` challenge with each parameter once. */
function bearer(error: AuthError, options: ChallengeOptions): string {
  const scopes = error instanceof InsufficientScopeError ? error.required : options.scopes;
  const reason = { error: error.code, error_description: described(error) };
  const parameters = Object.entries({
    ...error.isNamedInChallenge && reason,
    scope: scopes.join(" "),
    resource_metadata: options.resourceMetadataUrl,
  });
  return `Bearer ${parameters.map(([name, value]) => `${name}=${quoted(value)}`).join(", ")}`;
}

/**
 * What lacks a scope can name what a client has sent. Clients look for `scope=` with patterns, so
 * nothing in here may look like a parameter.
 */
function described(error: AuthError): string {
  const { message } = error;
  return error instanceof InsufficientScopeError ? message.replace(/[="\\]/g, "?") : message;
}

/**
 * A quoted-string (RFC 9110, section 5.6.4). RFC 6750, section 3 allows ASCII only: what else a
 * message holds becomes `?`, so that no message breaks the header or adds one.
 */
function quoted(value: string): string {
  return `"${value.replace(/[^\x20-\x7e]/gu, "?").replace(/["\\]/g, "\\$&")}"`;
}

function respond(
  { status, code }: AuthError,
  description: string,
  headers: Record<string, string>,
): Response {
  return Response.json({ error: code, error_description: description }, {
    status,
    headers: { "cache-control": "no-store", ...headers },
  });
}
