import { createMiddleware } from "hono/factory";
import type { Log } from "../log.ts";
import { countLimited } from "../telemetry/metrics.ts";
import { shortPath } from "../telemetry/short_path.ts";
import type { HttpEnv } from "./http_env.ts";

/**
 * Writes one line for each request, with neither query nor headers: both carry secrets. The id in
 * the line is sent to the client, so that one can be found by the other.
 */
export function requestLog(log: Log) {
  return createMiddleware<HttpEnv>(async (c, next) => {
    const start = performance.now();
    const requestId = crypto.randomUUID();
    await next();
    c.res.headers.set("x-request-id", requestId);
    if (c.res.status === 429) countLimited(areaOf(c.req.path));
    log.info("request", {
      requestId,
      method: c.req.method,
      path: shortPath(c.req.path),
      status: c.res.status,
      ms: Math.round(performance.now() - start),
      user: c.get("user")?.userId,
      client: c.get("user")?.clientId,
      operation: c.get("operation"),
      traceId: c.get("traceId"),
    });
  });
}

const AREAS = ["mcp", "oauth", "account", "journal"];

function areaOf(path: string): string {
  const [, first] = path.split("/");
  return AREAS.includes(first) ? first : "other";
}
