import { isScope } from "../../scopes.ts";
import { plainText } from "../../plain_text.ts";
import { JWT_BEARER } from "../id_jag.ts";
import { isNativeRedirect, redirectProblem } from "./redirect_uri.ts";

/** The metadata of a client that we keep (RFC 7591, section 2). */
export interface ClientMetadata {
  client_name?: string;
  client_uri?: string;
  redirect_uris: string[];
  grant_types: string[];
  response_types: string[];
  application_type: "native" | "web";
  token_endpoint_auth_method: string;
}

/** Metadata we cannot make acceptable, with the error code of RFC 7591, section 3.2.2. */
export class ClientMetadataError extends Error {
  override readonly name = "ClientMetadataError";

  constructor(readonly code: "invalid_redirect_uri" | "invalid_client_metadata", message: string) {
    super(message);
  }
}

const GRANT_TYPES = ["authorization_code", "refresh_token"];
const MAX_REDIRECT_URIS = 20;

/** Of all redirect URIs together: a client must fit into one value of the store. */
const MAX_REDIRECT_CHARACTERS = 16 * 1024;

/**
 * What a client registers or publishes about itself, reduced to what we know. Real clients ask for
 * grants and fields we do not have, and RFC 7591 lets a server replace values; only a dangerous
 * redirect URI or a malformed document is refused, with a `ClientMetadataError`. A native app that
 * says nothing about a secret is public: it could not keep one. With `takesAssertions` a client with a
 * secret may also redeem ID-JAGs, and needs no redirect URI if it does nothing else.
 */
export function cleanClientMetadata(
  document: unknown,
  { takesAssertions = false }: { takesAssertions?: boolean } = {},
): ClientMetadata {
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw new ClientMetadataError("invalid_client_metadata", "The metadata is no JSON object");
  }
  const given = document as Record<string, unknown>;
  const wantsAssertions = takesAssertions && [given.grant_types].flat().includes(JWT_BEARER);
  const isEmpty = [given.redirect_uris ?? []].flat().length === 0;
  const redirectUris = wantsAssertions && isEmpty ? [] : cleanRedirectUris(given.redirect_uris);
  const native = redirectUris.some(isNativeRedirect);
  const method = cleanAuthMethod(
    given.token_endpoint_auth_method ?? (native ? "none" : "client_secret_basic"),
  );
  const redeems = wantsAssertions && method !== "none";
  // A client that is left with no grant has forgotten its redirect URIs.
  if (!redeems && isEmpty) cleanRedirectUris(given.redirect_uris);
  const name = plainText(given.client_name);
  const uri = cleanWebAddress(given.client_uri);
  return {
    ...(name ? { client_name: name } : {}),
    ...(uri ? { client_uri: uri } : {}),
    redirect_uris: redirectUris,
    grant_types: [...(isEmpty ? [] : GRANT_TYPES), ...(redeems ? [JWT_BEARER] : [])],
    response_types: isEmpty ? [] : ["code"],
    // Only for native clients does a loopback redirect match whatever its port (RFC 8252).
    application_type: native ? "native" : "web",
    token_endpoint_auth_method: method,
  };
}

/** The scopes of a `scope` string that exist here, or `undefined` if none does. */
export function knownScopes(scope: unknown): string | undefined {
  if (typeof scope !== "string") return undefined;
  return scope.split(" ").filter((name) => isScope(name) || name === "offline_access").join(" ") ||
    undefined;
}

function cleanRedirectUris(uris: unknown): string[] {
  if (!Array.isArray(uris) || uris.length === 0) {
    throw new ClientMetadataError(
      "invalid_redirect_uri",
      "Missing redirect_uris: expected at least one",
    );
  }
  if (uris.length > MAX_REDIRECT_URIS) {
    const message = `There are ${uris.length} redirect URIs, expected at most ${MAX_REDIRECT_URIS}`;
    throw new ClientMetadataError("invalid_redirect_uri", message);
  }
  for (const uri of uris) {
    const problem = redirectProblem(uri);
    if (problem) throw new ClientMetadataError("invalid_redirect_uri", problem);
  }
  const length = uris.join("").length;
  if (length > MAX_REDIRECT_CHARACTERS) {
    const message =
      `The redirect URIs have ${length} characters, expected at most ${MAX_REDIRECT_CHARACTERS}`;
    throw new ClientMetadataError("invalid_redirect_uri", message);
  }
  return uris;
}

function cleanAuthMethod(method: unknown): string {
  if (method === "none" || method === "client_secret_basic" || method === "client_secret_post") {
    return method;
  }
  throw new ClientMetadataError(
    "invalid_client_metadata",
    `The token_endpoint_auth_method is ${
      JSON.stringify(method)
    }, expected none, client_secret_basic or client_secret_post`,
  );
}

function cleanWebAddress(value: unknown): string | undefined {
  const url = typeof value === "string" && value.length <= 500 ? URL.parse(value) : null;
  return url?.protocol === "https:" ? url.href : undefined;
}
