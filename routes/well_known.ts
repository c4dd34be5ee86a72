import { Hono } from "hono";
import { createWellKnown } from "../lib/auth/mod.ts";
import { publicCors } from "../lib/http/origins.ts";
import { EVERYDAY_SCOPES } from "../lib/scopes.ts";

export interface WellKnownOptions {
  resource: string;
  issuer: string;
  /** The document of the authorization server, our own or mirrored. */
  authorizationServerMetadata: () => Promise<object>;
}

/**
 * The documents from which a client learns how to authorize. Whatever else is asked for here is a
 * JSON 404, never a page.
 */
export function wellKnown(options: WellKnownOptions): Hono {
  const serve = createWellKnown({
    ...options,
    scopes: EVERYDAY_SCOPES,
    name: "EpicMe journal",
    documentation: `${new URL(options.resource).origin}/`,
  });
  const route = new Hono({ strict: false });
  route.use(publicCors);
  route.get("*", async (c) => await serve(c.req.raw) ?? c.notFound());
  return route;
}
