import { isLoopback } from "../loopback.ts";
import { type ProtectedResource, resourceMetadata } from "./resource_metadata.ts";

export interface WellKnownOptions extends ProtectedResource {
  /** The document of the authorization server, one's own or mirrored (RFC 8414). */
  authorizationServerMetadata: () => Promise<object>;
}

/** Answers requests for the documents; resolves to `undefined` for all others. */
export type WellKnown = (request: Request) => Promise<Response | undefined>;

const CACHED = "public, max-age=300";

/** On a person's own machine nothing needs sparing, and what is offered changes when it is offline. */
const FRESH = "no-cache";

/**
 * Returns what serves the documents from which a client learns how to authorize (RFC 9728, RFC
 * 8414), at each place where clients look: with the path of the resource appended, and at the root
 * for clients that drop the path. It throws what `authorizationServerMetadata` throws.
 */
export function createWellKnown(options: WellKnownOptions): WellKnown {
  const { hostname, pathname } = new URL(options.resource);
  const suffixes = ["", pathname.replace(/\/$/, "")];
  const at = (name: string) => suffixes.map((suffix) => `/.well-known/${name}${suffix}`);
  const resourcePaths = at("oauth-protected-resource");
  const serverPaths = [...at("oauth-authorization-server"), "/.well-known/openid-configuration"];
  const document = resourceMetadata(options);
  const caching = isLoopback(hostname) ? FRESH : CACHED;

  return async function serve({ url, method }) {
    if (!["GET", "HEAD"].includes(method)) return undefined;
    const path = new URL(url).pathname.replace(/\/$/, "");
    if (resourcePaths.includes(path)) return json(document, CACHED);
    if (!serverPaths.includes(path)) return undefined;
    const metadata = await options.authorizationServerMetadata();
    // A server that publishes nothing is mirrored as that: no client could start from less.
    return "authorization_endpoint" in metadata ? json(metadata, caching) : undefined;
  };
}

function json(document: object, caching: string): Response {
  return Response.json(document, {
    headers: { "cache-control": caching, "access-control-allow-origin": "*" },
  });
}
