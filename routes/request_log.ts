import { createMiddleware } from "hono/factory";
import type { Log } from "../lib/log.ts";
import type { HttpEnv } from "./http_env.ts";

/** Writes one line for each request, with neither query nor headers: both carry secrets. */
export function requestLog(log: Log) {
  return createMiddleware<HttpEnv>(async (c, next) => {
    const start = performance.now();
    await next();
    log.info("request", {
      requestId: c.get("requestId"),
      method: c.req.method,
      // Deeper segments name interactions and their owners.
      path: c.req.path.split("/").slice(0, 3).join("/"),
      status: c.res.status,
      ms: Math.round(performance.now() - start),
      user: c.get("user")?.userId,
      client: c.get("user")?.clientId,
      operation: c.get("operation"),
    });
  });
}
