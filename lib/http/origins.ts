import { createMiddleware } from "hono/factory";
import type { Config } from "../config.ts";
import { isLoopback } from "../loopback.ts";
import { EXPOSED_HEADERS, preflight } from "./web_clients.ts";

/** Whose requests are served is decided by `refuseForeignOrigins`; a refusal may be read by all. */
const READABLE = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": EXPOSED_HEADERS.join(", "),
};

/** CORS for what any web client may read and that depends on no cookie: metadata documents. */
export const publicCors = createMiddleware(async (c, next) => {
  if (c.req.method === "OPTIONS") {
    return preflight(c.req.raw.headers, { methods: ["GET", "HEAD", "OPTIONS"], maxAge: 600 });
  }
  await next();
  for (const [name, value] of Object.entries(READABLE)) c.res.headers.set(name, value);
});

/** Answers preflight requests to the MCP endpoint: a browser sends no credentials with them. */
export const mcpPreflight = createMiddleware((c) => {
  const methods = ["POST", "GET", "DELETE", "OPTIONS"];
  return Promise.resolve(preflight(c.req.raw.headers, { methods, maxAge: 600 }));
});

/**
 * Lets web clients read every answer of the MCP endpoint, whatever its status. The headers go on
 * the answer as it is: set beforehand, as `hono/cors` does, they would make Hono copy it, and a
 * copied body is streamed instead of sent at once.
 */
export const readableEverywhere = createMiddleware(async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(READABLE)) c.res.headers.set(name, value);
});

/** Refuses requests that a web page of an origin that is not allowed sends (MCP, Transports). */
export function refuseForeignOrigins(config: Config) {
  return createMiddleware(async (c, next) => {
    const origin = c.req.header("origin");
    if (origin !== undefined && !isAllowed(origin, config)) {
      return c.json({
        error: "forbidden",
        error_description: "This web origin may not use this server. Allow it with ALLOWED_ORIGINS",
      }, 403);
    }
    await next();
  });
}

/**
 * Refuses a foreign host while we are meant for this machine only: a web page could otherwise reach us
 * by a name of its own that resolves to a loopback address (DNS rebinding). HTTP/2 has it in
 * `:authority`, which stands in the address, and may have a `Host` beside it (RFC 9113, 8.3.1).
 */
export function refuseForeignHosts(config: Config) {
  const { hostname, host: ownHost, origin } = config.publicUrl;
  const local = isLoopback(hostname);
  return createMiddleware(async (c, next) => {
    const host = c.req.header("host");
    // Mostly it is the very address that we have told, and needs no parsing.
    if (host === ownHost && c.req.url.startsWith(`${origin}/`)) return await next();
    const named = [c.req.url, ...(host === undefined ? [] : [`http://${host}`])];
    if (local && !named.every((url) => isLoopback(hostnameOf(url)))) {
      return c.json({ error: "forbidden", error_description: "Unknown host" }, 403);
    }
    await next();
  });
}

function isAllowed(origin: string, config: Config): boolean {
  if (origin === config.publicUrl.origin) return true;
  if (config.allowedOrigins.includes(origin) || config.allowedOrigins.includes("*")) return true;
  return isLoopback(config.publicUrl.hostname) && isLoopback(hostnameOf(origin));
}

function hostnameOf(url: string): string {
  return URL.parse(url)?.hostname ?? "";
}
