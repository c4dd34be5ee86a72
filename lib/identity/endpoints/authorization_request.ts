import { EVERYDAY_SCOPES, isScope } from "../../scopes.ts";

/** Scopes of the protocols themselves: they ask for tokens, not for parts of a journal. */
const PROTOCOL_SCOPES: readonly string[] = ["openid", "offline_access"];

/**
 * The `scope` of an authorization request as we understand it: what we do not know is dropped
 * (RFC 6749, section 3.3), and a request that names no part of the journal asks for the everyday
 * ones. The person decides about each.
 */
export function requestedScopes(scope: string | null): string[] {
  const asked = [...new Set(scope?.split(" ") ?? [])];
  const journal = asked.filter(isScope);
  const protocol = asked.filter((name) => PROTOCOL_SCOPES.includes(name));
  return [...(journal.length > 0 ? journal : EVERYDAY_SCOPES), ...protocol];
}

/** The query of an authorization request with its scopes cleaned and all else as it was. */
export function cleanAuthorizationQuery(query: URLSearchParams): URLSearchParams {
  const cleaned = new URLSearchParams(query);
  cleaned.set("scope", requestedScopes(query.get("scope")).join(" "));
  return cleaned;
}
