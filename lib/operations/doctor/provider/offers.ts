import type { AuthorizationServerMetadata } from "../../../auth/mod.ts";
import { isSecure } from "../../../loopback.ts";
import { ALL_SCOPES, EVERYDAY_SCOPES } from "../../../scopes.ts";
import { type Finding, note, right, wrong } from "../finding.ts";

/** Whether clients can sign people in at a server, by what its metadata say (RFC 8414, section 2). */
export function signInOffered(metadata: AuthorizationServerMetadata, variable: string): Finding[] {
  const missing = (["authorization_endpoint", "token_endpoint"] as const)
    .filter((name) => !metadata[name]);
  if (missing.length > 0) {
    return [wrong(
      `The metadata of ${variable} lack ${missing.join(" and ")}`,
      "Clients could not sign anybody in: compare the issuer with the provider's pages.",
    )];
  }
  if (!metadata.code_challenge_methods_supported?.includes("S256")) {
    return [wrong(
      `The metadata of ${variable} do not offer PKCE with S256`,
      "MCP clients refuse such a server. Switch it on, or have it told in the metadata.",
    )];
  }
  return [right(`${variable} offers what clients need to sign people in`)];
}

/** Whether tokens can be introspected there (RFC 7662). */
export function introspectionOffered(
  metadata: AuthorizationServerMetadata,
  configured?: string,
): Finding[] {
  const endpoint = configured ?? metadata.introspection_endpoint;
  if (endpoint === undefined) {
    return [wrong(
      "The metadata of AUTH_ISSUER name no introspection endpoint",
      "Set INTROSPECTION_ENDPOINT, if the provider has one. Without one it cannot be used here.",
    )];
  }
  if (!URL.canParse(endpoint) || !isSecure(new URL(endpoint))) {
    return [wrong(
      `The introspection endpoint ${endpoint} is not https`,
      "Tokens would go there in clear. Mend the provider's own address, or set " +
        "INTROSPECTION_ENDPOINT.",
    )];
  }
  return [];
}

/** Whether the server knows our scopes: a client that asks for another one is refused by many. */
export function scopesKnown({ scopes_supported: known }: AuthorizationServerMetadata): Finding[] {
  if (known === undefined) {
    return [note(
      "AUTH_ISSUER does not tell which scopes it knows",
      `Make sure that it has ${ALL_SCOPES.join(" ")}`,
    )];
  }
  const missing = ALL_SCOPES.filter((scope) => !known.includes(scope));
  if (missing.length === 0) return [right("AUTH_ISSUER knows all scopes")];
  const isNeeded = missing.some((scope) => EVERYDAY_SCOPES.includes(scope));
  const says = `AUTH_ISSUER does not know the scopes ${missing.join(" ")}`;
  const advice = "Make them there, see docs/identity-providers.md.";
  return [
    isNeeded ? wrong(says, `Clients ask for them and are refused. ${advice}`) : note(says, advice),
  ];
}
