import * as oauth from "oauth4webapi";
import { AuthorizationServerUnavailableError } from "./errors.ts";
import type { AuthorizationServerMetadata } from "./discovery.ts";

/**
 * Asks the authorization server what a token is worth (RFC 7662). Resolves to its answer, not yet
 * judged; rejects with {@linkcode AuthorizationServerUnavailableError} when there is none.
 */
export type Introspect = (token: string) => Promise<unknown>;

/** Longer than any healthy server needs, shorter than a client's patience. */
const TIME_LIMIT_MS = 3_000;

export interface HttpIntrospectionOptions {
  /** The metadata of the authorization server, discovered and cached by the caller. */
  metadata: () => Promise<AuthorizationServerMetadata>;
  /** How we authenticate at the introspection endpoint (RFC 7662, section 2.1). */
  client: { id: string; secret: string };
  fetch?: typeof fetch;
}

/** Returns introspection over HTTP at an external authorization server (RFC 7662, section 2.1). */
export function httpIntrospection(options: HttpIntrospectionOptions): Introspect {
  const client: oauth.Client = { client_id: options.client.id };

  return async function introspect(token) {
    try {
      const server = await options.metadata();
      const response = await oauth.introspectionRequest(
        server,
        client,
        clientAuthentication(server, options.client.secret),
        token,
        {
          [oauth.customFetch]: options.fetch ?? fetch,
          [oauth.allowInsecureRequests]: true, // The configuration lets plain http through on loopback only.
          additionalParameters: { token_type_hint: "access_token" },
          signal: AbortSignal.timeout(TIME_LIMIT_MS),
        },
      );
      return await oauth.processIntrospectionResponse(server, client, response);
    } catch (cause) {
      if (cause instanceof AuthorizationServerUnavailableError) throw cause;
      throw new AuthorizationServerUnavailableError("Introspection failed", { cause });
    }
  };
}

/** The method that the metadata names first of those we have; Basic is the default (RFC 8414). */
function clientAuthentication(
  server: AuthorizationServerMetadata,
  secret: string,
): oauth.ClientAuth {
  const methods = server.introspection_endpoint_auth_methods_supported ??
    server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return methods.includes("client_secret_post") && !methods.includes("client_secret_basic")
    ? oauth.ClientSecretPost(secret)
    : oauth.ClientSecretBasic(secret);
}
