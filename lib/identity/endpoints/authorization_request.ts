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

/** Values of `prompt` that oidc-provider knows (OpenID Connect Core, section 3.1.2.1). */
const PROMPTS: readonly string[] = ["none", "login", "consent"];

/**
 * The `prompt` of an authorization request as we understand it, `undefined` for none. Whoever is to
 * choose an account signs in to it: there is no other page for that. What we do not know is dropped.
 */
export function requestedPrompts(prompt: string | null): string | undefined {
  const asked = (prompt ?? "").split(" ");
  const meant = asked.map((name) => name === "select_account" ? "login" : name);
  return [...new Set(meant)].filter((name) => PROMPTS.includes(name)).join(" ") || undefined;
}

/**
 * The query of an authorization request as oidc-provider should see it: its scopes and prompts
 * cleaned, our resource in its one spelling, and all else as it was.
 */
export function cleanAuthorizationQuery(query: URLSearchParams, resource: string): URLSearchParams {
  const cleaned = new URLSearchParams(query);
  cleaned.set("scope", requestedScopes(query.get("scope")).join(" "));
  const prompt = requestedPrompts(query.get("prompt"));
  if (prompt) cleaned.set("prompt", prompt);
  else cleaned.delete("prompt");
  const resources = canonicalResources(query.getAll("resource"), resource);
  cleaned.delete("resource");
  for (const each of resources) cleaned.append("resource", each);
  return cleaned;
}
