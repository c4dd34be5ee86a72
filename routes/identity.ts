import { Hono } from "hono";
import type { AuthorizationServer } from "../lib/identity/mod.ts";
import type { HttpEnv } from "./http_env.ts";

/** Everything under `/oauth/`: the embedded authorization server with its pages. */
export function identity(server: AuthorizationServer): Hono<HttpEnv> {
  const route = new Hono<HttpEnv>({ strict: false });
  route.all("/*", (c) => server.handle(c.req.raw, c.env.clientAddress));
  return route;
}
