import * as oauth from "oauth4webapi";
import { createBoundedFetch } from "./bounded_fetch.ts";
import { AuthorizationServerUnavailableError } from "./errors.ts";

/** The metadata document of an authorization server (RFC 8414, section 2). */
export type AuthorizationServerMetadata = oauth.AuthorizationServer;

const KEEP_MS = 10 * 60_000;

export interface DiscoveryOptions {
  issuer: string;
  /** Told by the operator: then a server may publish nothing, and its issuer is all there is. */
  introspectionEndpoint?: string;
  fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/**
 * Returns a function that resolves to the metadata of `issuer`, asked for again every ten minutes.
 * When that fails, what was known goes on; when nothing was known, it rejects with
 * {@linkcode AuthorizationServerUnavailableError} and asks again the next time.
 */
export function createDiscovery(
  options: DiscoveryOptions,
): () => Promise<AuthorizationServerMetadata> {
  const { now = Date.now } = options;
  let current: Promise<AuthorizationServerMetadata> | undefined;
  let until = 0;

  return function metadata() {
    if (current && now() < until) return current;
    const previous = current;
    const asked = discover(options).catch((error) => {
      if (previous) return previous;
      current = undefined;
      throw error;
    });
    current = asked;
    until = now() + KEEP_MS;
    return asked;
  };
}

async function discover(options: DiscoveryOptions): Promise<AuthorizationServerMetadata> {
  const failures: unknown[] = [];
  const { issuer, introspectionEndpoint } = options;
  for (const url of metadataUrls(new URL(issuer))) {
    try {
      const metadata = await read(url, options);
      if (metadata !== undefined) return metadata;
    } catch (failure) {
      failures.push(failure);
    }
  }
  // A server may publish nothing if the configuration has all that we need.
  if (failures.length === 0 && introspectionEndpoint) return { issuer };
  throw new AuthorizationServerUnavailableError(`No metadata found for ${issuer}`, {
    cause: new AggregateError(failures),
  });
}

/** The places and their order are those of MCP, Authorization, Authorization Server Discovery. */
function metadataUrls({ origin, pathname }: URL): string[] {
  const path = pathname.replace(/\/$/, "");
  return [
    ...new Set([
      `${origin}/.well-known/oauth-authorization-server${path}`,
      `${origin}/.well-known/openid-configuration${path}`,
      `${origin}${path}/.well-known/openid-configuration`,
    ]),
  ];
}

/** Resolves to `undefined` when the server answers well and publishes nothing there. */
async function read(url: string, { issuer, fetch }: DiscoveryOptions) {
  const response = await createBoundedFetch(fetch)(url, {
    headers: { accept: "application/json" },
  });
  if (response.status === 404) return undefined;
  const metadata = await oauth.processDiscoveryResponse(new URL(issuer), response);
  // The library compares URLs; RFC 8414, section 3.3 wants the very same string.
  if (metadata.issuer !== issuer) {
    throw new Error(`The issuer is ${metadata.issuer}, expected ${issuer}`);
  }
  return metadata;
}
