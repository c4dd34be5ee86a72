import {
  type AuthError,
  AuthorizationServerUnavailableError,
  InsufficientScopeError,
  MissingTokenError,
} from "./errors.ts";
import { EVERYDAY_SCOPES, type Scope } from "../scopes.ts";

/**
 * Returns the response that tells a client how to go on: 401 with a challenge, 403 naming the
 * scopes that are missing, or 503 (RFC 6750, section 3; RFC 9728, section 5.1).
 */
export function challenge(error: AuthError, resourceMetadataUrl: string): Response {
  if (error instanceof AuthorizationServerUnavailableError) {
    return refusal(503, "temporarily_unavailable", "The authorization server cannot be reached", {
      "retry-after": String(error.retryAfterSeconds),
    });
  }
  if (error instanceof InsufficientScopeError) {
    const code = "insufficient_scope";
    return refusal(403, code, error.message, {
      "www-authenticate": bearer(resourceMetadataUrl, error.required, { code, error }),
    });
  }
  if (error instanceof MissingTokenError) {
    return refusal(401, "unauthorized", error.message, {
      "www-authenticate": bearer(resourceMetadataUrl, EVERYDAY_SCOPES),
    });
  }
  const code = "invalid_token";
  return refusal(401, code, error.message, {
    "www-authenticate": bearer(resourceMetadataUrl, EVERYDAY_SCOPES, { code, error }),
  });
}

/** One `Bearer` challenge with each parameter once. */
function bearer(
  resourceMetadataUrl: string,
  scopes: readonly Scope[],
  reason?: { code: string; error: AuthError },
): string {
  const parameters = [
    ...(reason
      ? [["error", reason.code], ["error_description", reason.error.message]] as const
      : []),
    ["scope", scopes.join(" ")] as const,
    ["resource_metadata", resourceMetadataUrl] as const,
  ];
  return `Bearer ${parameters.map(([name, value]) => `${name}=${quoted(value)}`).join(", ")}`;
}

/**
 * A quoted-string (RFC 9110, section 5.6.4). RFC 6750, section 3 allows ASCII only: what else a
 * message holds becomes `?`, so that no message breaks the header or adds one.
 */
function quoted(value: string): string {
  return `"${value.replace(/[^\x20-\x7e]/gu, "?").replace(/["\\]/g, "\\$&")}"`;
}

function refusal(
  status: number,
  error: string,
  description: string,
  headers: Record<string, string>,
): Response {
  return Response.json({ error, error_description: description }, {
    status,
    headers: { "cache-control": "no-store", ...headers },
  });
}
