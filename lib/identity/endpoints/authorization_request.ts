import { EVERYDAY_SCOPES, isScope } from "../../scopes.ts";
import { canonicalResources } from "./resource_indicator.ts";

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

/**
 * The query of an authorization request as oidc-provider should see it: its scopes cleaned, our resource in its one spelling, and all else as it was.
 */
export function cleanAuthorizationQuery(query: URLSearchParams, resource: string): URLSearchParams {
  const cleaned = new URLSearchParams(query);
  cleaned.set("scope", requestedScopes(query.get("scope")).join(" "));
  const resources = canonicalResources(query.getAll("resource"), resource);
  cleaned.delete("resource");
  for (const each of resources) cleaned.append("resource", each);
  return cleaned;
}
