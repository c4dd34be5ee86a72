import { Hono } from "hono";
import { timeout } from "hono/timeout";
import type { AuthorizationServer } from "../lib/identity/mod.ts";
import type { HttpEnv } from "../lib/http/http_env.ts";

/**
 * Everything under `/oauth/`: the embedded authorization server with its pages. After `timeLimit`
 * milliseconds a request is given up.
 */
export function identity(
  server: Pick<AuthorizationServer, "handle">,
  timeLimit = 30_000,
): Hono<HttpEnv> {
  const route = new Hono<HttpEnv>({ strict: false });
  route.all(
    "/*",
    timeout(timeLimit),
    (c) => server.handle(c.req.raw, c.env.clientAddress),
  );
  return route;
}
