import * as oauth from "oauth4webapi";
import pLimit from "p-limit";
import { createBoundedFetch } from "./bounded_fetch.ts";
import { clientAuthentication } from "./client_authentication.ts";
import type { AuthorizationServerMetadata } from "./discovery.ts";
import { isSecure } from "../loopback.ts";
import { AuthorizationServerUnavailableError, InvalidTokenError } from "./errors.ts";

/**
 * Asks the authorization server what a token is worth (RFC 7662). Resolves to its answer, not yet
 * checked; rejects with {@linkcode AuthorizationServerUnavailableError} when there is none, or with
 * {@linkcode InvalidTokenError} when it does not look into such tokens.
 */
export type Introspect = (token: string) => Promise<unknown>;

/** However many bad tokens are thrown at us, the authorization server feels no more than this. */
const MAX_AT_ONCE = 32;
const MAX_WAITING = 512;
const MAX_WAIT_MS = 3_000;

export interface HttpIntrospectionOptions {
  /** The metadata of the authorization server, discovered and cached by the caller. */
  metadata: () => Promise<AuthorizationServerMetadata>;
  /** For servers that do not publish it, or not where we reach it; never shown to clients. */
  introspectionEndpoint?: string;
  /** How we authenticate at the introspection endpoint (RFC 7662, section 2.1). */
  client: { id: string; secret: string };
  fetch?: typeof fetch;
}

/** Returns introspection over HTTP at an external authorization server (RFC 7662, section 2.1). */
export function createHttpIntrospection(options: HttpIntrospectionOptions): Introspect {
  const client: oauth.Client = { client_id: options.client.id };
  const slots = pLimit(MAX_AT_ONCE);

  async function ask(token: string, waitingSince: number): Promise<unknown> {
    if (performance.now() - waitingSince > MAX_WAIT_MS) throw new Error("Waited too long");
    const metadata = await options.metadata();
    const { introspectionEndpoint = metadata.introspection_endpoint } = options;
    const server = { ...metadata, introspection_endpoint: introspectionEndpoint };
    const authentication = clientAuthentication(server, options.client.secret);
    // Metadata may name any endpoint; our credential and the token go in clear to none but our own.
    const plainHttpIsSafe = isSecure(new URL(introspectionEndpoint ?? metadata.issuer));
    const response = await oauth.introspectionRequest(server, client, authentication, token, {
      [oauth.customFetch]: createBoundedFetch(options.fetch),
      [oauth.allowInsecureRequests]: plainHttpIsSafe,
      additionalParameters: { token_type_hint: "access_token" },
    });
    return await oauth.processIntrospectionResponse(server, client, response);
  }

  return async function introspect(token) {
    if (slots.pendingCount >= MAX_WAITING) {
      throw new AuthorizationServerUnavailableError("Too many tokens wait for introspection");
    }
    try {
      return await slots(ask, token, performance.now());
    } catch (cause) {
      if (cause instanceof AuthorizationServerUnavailableError) throw cause;
      if (isForeignKind(cause)) {
        throw new InvalidTokenError("The authorization server introspects no tokens of this kind");
      }
      throw new AuthorizationServerUnavailableError("Introspection failed", { cause });
    }
  };
}

/**
 * Some servers do not look into tokens of a kind that they do not keep, such as any JWT, and say so
 * with an error of RFC 7009, section 2.2.1: the token is at fault and not the server.
 */
function isForeignKind(cause: unknown): boolean {
  return cause instanceof oauth.ResponseBodyError && cause.error === "unsupported_token_type";
}
