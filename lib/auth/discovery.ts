import * as oauth from "oauth4webapi";
import { AuthorizationServerUnavailableError } from "./errors.ts";

/** The metadata document of an authorization server (RFC 8414, section 2). */
export type AuthorizationServerMetadata = oauth.AuthorizationServer;

const TIME_LIMIT_MS = 3_000;
const KEEP_MS = 10 * 60_000;

export interface DiscoveryOptions {
  issuer: string;
  /** For servers that have introspection and do not publish where. */
  introspectionEndpoint?: string;
  fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/**
 * Returns a function that resolves to the metadata of `issuer`, found by RFC 8414 or else OpenID
 * Connect Discovery, and kept for ten minutes. It rejects with
 * {@linkcode AuthorizationServerUnavailableError}; a failure is not kept.
 */
export function discovery(options: DiscoveryOptions): () => Promise<AuthorizationServerMetadata> {
  const { now = Date.now } = options;
  let known: { metadata: Promise<AuthorizationServerMetadata>; until: number } | undefined;

  return function metadata() {
    if (known && now() < known.until) return known.metadata;
    const asked = discover(options);
    known = { metadata: asked, until: now() + KEEP_MS };
    asked.catch(() => known = undefined);
    return asked;
  };
}

async function discover(options: DiscoveryOptions): Promise<AuthorizationServerMetadata> {
  const failures: unknown[] = [];
  for (const algorithm of ["oauth2", "oidc"] as const) {
    try {
      const metadata = await ask(options, algorithm);
      const { introspectionEndpoint = metadata.introspection_endpoint } = options;
      return { ...metadata, introspection_endpoint: introspectionEndpoint };
    } catch (failure) {
      failures.push(failure);
    }
  }
  throw new AuthorizationServerUnavailableError(`No metadata found for ${options.issuer}`, {
    cause: new AggregateError(failures),
  });
}

async function ask(options: DiscoveryOptions, algorithm: "oauth2" | "oidc") {
  const issuer = new URL(options.issuer);
  const response = await oauth.discoveryRequest(issuer, {
    algorithm,
    [oauth.customFetch]: options.fetch ?? fetch,
    [oauth.allowInsecureRequests]: true, // The configuration lets plain http through on loopback only.
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  });
  const metadata = await oauth.processDiscoveryResponse(issuer, response);
  // The library compares URLs; RFC 8414, section 3.3 wants the very same string.
  if (metadata.issuer !== options.issuer) {
    throw new Error(`The issuer is ${metadata.issuer}, wanted ${options.issuer}`);
  }
  return metadata;
}
