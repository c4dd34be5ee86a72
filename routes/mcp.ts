import { Hono, type HonoRequest, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { authorize } from "../lib/auth/mod.ts";
import type { Config } from "../lib/config.ts";
import { type Limiter, limiter } from "../lib/limiter.ts";
import { operationOf, recordRefusal, rpcError, traceContextOf } from "../lib/mcp/mod.ts";
import type { HttpEnv } from "../lib/http/http_env.ts";
import type { Services } from "../lib/services/open_services.ts";
import { describeSpan } from "../lib/http/telemetry.ts";
import { timeLimit } from "../lib/http/time_limit.ts";
import { mcpPreflight, readableEverywhere, refuseForeignOrigins } from "../lib/http/origins.ts";

type McpServices = Pick<Services, "guard" | "handler" | "openSession" | "streams" | "isErasing">;

export interface McpRouteOptions extends McpServices {
  config: Config;
  /** Milliseconds since the epoch. */
  now: () => number;
}

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_BATCH = 100;
const TIME_LIMIT_MS = 30_000;

/** The MCP endpoint. Gate, then serve: each step answers itself or lets the request go on. */
export function mcp(options: McpRouteOptions): Hono<HttpEnv> {
  const { config, guard, handler, openSession, streams, isErasing, now } = options;
  const perMinute = { limit: config.rateLimitPerMinute, seconds: 60, now };
  const perUser = limiter(perMinute);
  const refusals = limiter(perMinute);
  const route = new Hono<HttpEnv>({ strict: false });

  route.options("/", mcpPreflight);
  route.use("/", readableEverywhere, refuseForeignOrigins(config), timeLimit(TIME_LIMIT_MS));
  route.use("/", async (c, next) => {
    c.set("user", await guard.authenticate(c.req.raw));
    await next();
  });
  route.post("/", limitBody, async (c) => {
    if (!isJson(c.req.header("content-type"))) {
      return rpcError(415, { code: -32000, message: "Content-Type must be application/json" });
    }
    const body = await readJson(c.req);
    if (body === undefined) {
      return rpcError(400, { code: -32700, message: "The body is not valid JSON" });
    }
    if (Array.isArray(body) && body.length > MAX_BATCH) {
      return rpcError(400, { code: -32600, message: `A batch has at most ${MAX_BATCH} messages` });
    }
    const operation = operationOf(body);
    const traceContext = traceContextOf(body);
    c.set("operation", operation.name);
    c.set("traceId", traceContext?.traceId);
    describeSpan(operation.name, traceContext);

    const user = c.get("user")!;
    // Not 401: an external server goes on to call the token good, and another one would be no better.
    if (await isErasing(user.userId)) return beingDeleted();
    const session = openSession(user);
    const requests = Array.isArray(body) ? body.length : 1;
    try {
      authorize(user, operation.scopes);
    } catch (error) {
      // Every refusal leaves a record, but a flood of them does not fill the store.
      if (take(refusals, user.userId, requests) === 0) {
        recordRefusal(body, { session, outcome: "forbidden" });
      }
      throw error;
    }
    const wait = take(perUser, user.userId, requests);
    if (wait > 0) return tooMany(wait);
    const holder = JSON.stringify([user.userId, user.clientId]);
    const stillAllowed = async () => {
      authorize(await guard.authenticate(c.req.raw), operation.scopes);
      if (await isErasing(user.userId)) throw new Error("The person is being forgotten");
    };
    const openStream = () => streams.open(user.userId, stillAllowed);
    return await handler.fetch(c.req.raw, { session, holder, parsedBody: body, openStream });
  });
  route.all("/", () => {
    const message = "Only POST is served here: this server keeps no sessions";
    return rpcError(405, { code: -32000, message, headers: { allow: "POST, OPTIONS" } });
  });
  return route;
}

const limitChunkedBody = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge });

/** A body whose length is told is judged by it, and then read at once instead of as a stream. */
const limitBody: MiddlewareHandler = async (c, next) => {
  const length = c.req.header("content-length");
  if (length === undefined) return await readChunks(c, next);
  if (Number(length) > MAX_BODY_BYTES) return tooLarge();
  await next();
};

/** Chunks are read before the next step is asked; what breaks off there is the client's fault. */
const readChunks: MiddlewareHandler = async (c, next) => {
  let isRead = false;
  try {
    return await limitChunkedBody(c, () => {
      isRead = true;
      return next();
    });
  } catch (error) {
    if (isRead) throw error;
    return rpcError(400, { code: -32700, message: "The body breaks off" });
  }
};

/** Counts requests of `key`, or returns the seconds to wait when it has had its share. */
function take(limit: Limiter, key: string, requests: number): number {
  const wait = limit.wait(key);
  for (let n = 0; n < requests && wait === 0; n++) limit.count(key);
  return wait;
}

function tooMany(retryAfter: number): Response {
  const message = `Too many requests: try again in ${retryAfter} seconds`;
  return rpcError(429, { code: -32000, message, headers: { "retry-after": String(retryAfter) } });
}

function beingDeleted(): Response {
  const message =
    "Everything of this person is being deleted: nothing can be read or written meanwhile";
  return rpcError(409, { code: -32000, message, headers: { "retry-after": "60" } });
}

function tooLarge(): Response {
  const message = `The body is larger than the limit of ${MAX_BODY_BYTES} bytes`;
  return rpcError(413, { code: -32000, message });
}

function isJson(contentType = ""): boolean {
  return contentType.split(";")[0].trim().toLowerCase() === "application/json";
}

/** Returns `undefined` for what is not JSON, or not all there because the client went away. */
async function readJson(request: HonoRequest): Promise<unknown> {
  try {
    return JSON.parse(await request.text());
  } catch (error) {
    if (error instanceof Error && error.name === "BodyLimitError") throw error;
    return undefined;
  }
}
