import * as oidc from "openid-client";
import { plainText } from "../../plain_text.ts";

/** Why nobody is signed in by the provider. Each has a page that says what to do. */
export type LoginProblemKind =
  /** The provider does not answer, or says that it cannot. */
  | "unreachable"
  /** It has said no to the person, or the person has. */
  | "refused"
  /** It does not know this server as it is set up. */
  | "misconfigured"
  /** Its times are not ours. */
  | "clock"
  /** It signs with a key that it does not publish yet. */
  | "keys"
  /** Nothing proves that the answer is its own, and meant for us. */
  | "untrusted"
  /** Not begun in this browser, used already, or too long ago. */
  | "expired"
  | "not_allowed"
  | "unverified"
  /** It did not ask who somebody is, though we wanted it to. */
  | "not_fresh"
  | "other_person"
  | "person_taken"
  | "account_taken"
  | "disabled"
  | "too_often";

/** Nobody is signed in; `kind` says why. */
export class LoginProblem extends Error {
  override readonly name = "LoginProblem";
  /** The provider's own word (RFC 6749, section 4.1.2.1), for support. */
  readonly code?: string;
  /** Seconds. */
  readonly retryAfter?: number;
  /** Who the provider says that the person is; for their page only, never for the log. */
  readonly label?: string;

  constructor(
    readonly kind: LoginProblemKind,
    { code, retryAfter, label, ...options }:
      & ErrorOptions
      & { code?: string; retryAfter?: number; label?: string } = {},
  ) {
    super(`Nobody is signed in by the provider: ${kind}`, options);
    this.code = plainText(code);
    this.retryAfter = retryAfter;
    this.label = label;
  }
}

/** Whether the operator should know of it: the person cannot do anything. */
export function isFault({ kind }: LoginProblem): boolean {
  return ["unreachable", "misconfigured", "clock", "keys", "untrusted"].includes(kind);
}

/** What an error of `openid-client` means for whoever wants to sign in. */
export function toLoginProblem(cause: unknown): LoginProblem {
  if (cause instanceof LoginProblem) return cause;
  const problem = (kind: LoginProblemKind, code?: string) =>
    new LoginProblem(kind, { cause, code });
  if (cause instanceof oidc.AuthorizationResponseError) return ofAuthorization(cause, problem);
  if (cause instanceof oidc.ResponseBodyError) {
    // The code was used or has become too old on the way.
    if (cause.error === "invalid_grant") return problem("expired");
    return problem(cause.status >= 500 ? "unreachable" : "misconfigured", cause.error);
  }
  // Of a server that was asked with HTTP Basic (RFC 6749, section 5.2).
  if (cause instanceof oidc.WWWAuthenticateChallengeError) {
    return problem("misconfigured", "invalid_client");
  }
  if (cause instanceof oidc.ClientError) return problem(ofClient(cause));
  return problem("unreachable");
}

type Make = (kind: LoginProblemKind, code?: string) => LoginProblem;

/** Errors that the provider sends with the person (RFC 6749, section 4.1.2.1; OpenID Connect Core, 3.1.2.6). */
function ofAuthorization({ error }: oidc.AuthorizationResponseError, problem: Make): LoginProblem {
  switch (error) {
    case "temporarily_unavailable":
    case "server_error":
      return problem("unreachable", error);
    case "invalid_request":
    case "unauthorized_client":
    case "unsupported_response_type":
    case "invalid_scope":
      return problem("misconfigured", error);
    default:
      return problem("refused", error);
  }
}

/** By the codes of openid-client, which are those of oauth4webapi. */
function ofClient({ code, cause }: oidc.ClientError): LoginProblemKind {
  switch (code) {
    case "OAUTH_JWT_TIMESTAMP_CHECK_FAILED":
      return claimOf(cause) === "auth_time" ? "not_fresh" : "clock";
    case "OAUTH_KEY_SELECTION_FAILED":
      return "keys";
    case "OAUTH_TIMEOUT":
    case "OAUTH_ABORT":
      return "unreachable";
    case "OAUTH_RESPONSE_IS_NOT_CONFORM":
      return cause instanceof Response && cause.status < 500 ? "misconfigured" : "unreachable";
    case "OAUTH_RESPONSE_IS_NOT_JSON":
    case "OAUTH_PARSE_ERROR":
    case "OAUTH_MISSING_SERVER_METADATA":
    case "OAUTH_INVALID_SERVER_METADATA":
    case "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED":
      return "misconfigured";
    case undefined:
      // Of our own fetch: the answer was too large, or the address not secure.
      return "unreachable";
    default:
      return "untrusted";
  }
}

/**
 * What an operator is told: name and message of the error, and the claim that it is about. Never the
 * rest of an error, which may hold what the provider said of a person.
 */
export function describeFault({ kind, code, cause }: LoginProblem): string {
  const claim = claimOf((cause as Error | undefined)?.cause);
  const about = [code, plainText(claim)].filter(Boolean).join(", ");
  return `${kind}: ${String(cause)}${about ? ` (${about})` : ""}`;
}

/** The claim that an error is about; oauth4webapi puts it into the cause of the cause. */
function claimOf(cause: unknown): unknown {
  if (!(cause instanceof Error)) return undefined;
  return (cause.cause as { claim?: unknown } | undefined)?.claim;
}
