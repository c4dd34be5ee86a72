import { Hono } from "hono";
import { resourceMetadata } from "../lib/auth/mod.ts";
import { publicCors } from "../lib/http/origins.ts";
import { isLoopback } from "../lib/loopback.ts";
import { EVERYDAY_SCOPES } from "../lib/scopes.ts";

export interface WellKnownOptions {
  resource: string;
  issuer: string;
  /** The document of the authorization server, our own or mirrored. */
  authorizationServerMetadata: () => Promise<object>;
}

/** With the path of the resource appended, and the root form for clients that drop the path. */
const RESOURCE_PATHS = ["/oauth-protected-resource/mcp", "/oauth-protected-resource"];

const AUTHORIZATION_SERVER_PATHS = [
  "/oauth-authorization-server",
  "/oauth-authorization-server/mcp",
  "/openid-configuration",
];

const CACHED = { "cache-control": "public, max-age=300" };

/** On a person's own machine nothing needs sparing, and what is offered changes when it is offline. */
const FRESH = { "cache-control": "no-cache" };

/**
 * The documents from which a client learns how to authorize (RFC 9728, RFC 8414), at each place
 * where clients look. Whatever else is asked for here is a JSON 404, never a page.
 */
export function wellKnown(options: WellKnownOptions): Hono {
  const route = new Hono({ strict: false });
  route.use(publicCors);

  const ours = resourceMetadata({
    ...options,
    scopes: EVERYDAY_SCOPES,
    name: "EpicMe journal",
    documentation: `${new URL(options.resource).origin}/`,
  });
  for (const path of RESOURCE_PATHS) {
    route.get(path, (c) => c.json(ours, 200, CACHED));
  }
  const caching = isLoopback(new URL(options.resource).hostname) ? FRESH : CACHED;
  for (const path of AUTHORIZATION_SERVER_PATHS) {
    route.get(path, async (c) => {
      const metadata = await options.authorizationServerMetadata();
      // A server that publishes nothing is mirrored as that: no client could start from less.
      return "authorization_endpoint" in metadata ? c.json(metadata, 200, caching) : c.notFound();
    });
  }
  return route;
}
