import { type Context, Hono, type HonoRequest } from "hono";
import { authorize, type UserContext } from "../lib/auth/mod.ts";
import { ACCOUNT_PATHS } from "../lib/account_paths.ts";
import type { Config } from "../lib/config.ts";
import { limitBody } from "../lib/http/body_limit.ts";
import type { HttpEnv } from "../lib/http/http_env.ts";
import { mcpPreflight, readableEverywhere, refuseForeignOrigins } from "../lib/http/origins.ts";
import { describeSpan } from "../lib/telemetry/spans.ts";
import { createPersonTurns } from "../lib/http/person_turns.ts";
import { timeLimit } from "../lib/http/time_limit.ts";
import { openLimiter } from "../lib/kv/shared_limiter.ts";
import type { Store } from "../lib/kv/store.ts";
import { createLimiter } from "../lib/limiter.ts";
import { once } from "../lib/later.ts";
import { recordRefusal } from "../lib/mcp/call/activity_record.ts";
import type { ParsedRequest, RequestContext } from "../lib/mcp/mod.ts";
import { rpcError } from "../lib/mcp/serve/rpc_error.ts";
import type { Scope } from "../lib/scopes.ts";
import type { Services } from "../lib/services/open_services.ts";

type McpServices = Pick<
  Services,
  "account" | "guard" | "handler" | "openContext" | "streams" | "isErasing"
>;

export interface McpRouteOptions extends McpServices {
  config: Config;
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
}

export const MAX_BODY_BYTES = 1024 * 1024;
export const MAX_BATCH = 100;
export const TIME_LIMIT_MS = 30_000;

/** How many requests are answered at once. One thread makes all answers: more would only wait in it. */
const TURNS = { atOnce: 16, atLeast: 2 };

/** Loaded with the first call: whoever has no token yet does not wait for all tools. */
const protocol = once(() => import("../lib/mcp/mod.ts"));

/** A request that has passed the guard, with what it asks for. */
interface GuardedRequest {
  request: ParsedRequest;
  user: UserContext<Scope>;
  context: RequestContext;
}

/**
 * The MCP endpoint. Each gate returns a response that ends the request, or nothing; what has passed
 * all gates is served.
 */
export function mcp(options: McpRouteOptions): Hono<HttpEnv> {
  const { config, account, guard, handler, openContext, streams, isErasing } = options;
  const perMinute = { limit: config.rateLimitPerMinute, seconds: 60, now: options.now };
  const requests = openLimiter(options.store, { name: "requests", ...perMinute });
  // Each instance for itself: it bounds what is recorded, and not what anybody may do.
  const refusals = createLimiter(perMinute);
  const turns = createPersonTurns({ ...TURNS, now: options.now });

  /** 409 and not 401: the client would get another token, which would be no better. */
  async function refuseWhileErasing({ user }: GuardedRequest): Promise<Response | undefined> {
    if (await isErasing(user.userId)) return beingDeleted();
  }

  /** Throws an error that becomes a 403 with all missing scopes. */
  function requireScopes({ request, user, context }: GuardedRequest): undefined {
    try {
      authorize(user, request.scopes);
    } catch (error) {
      // Every refusal leaves a record, but a flood of them does not fill the store.
      if (refusals.take(user.userId, request.messages.length) === 0) {
        recordRefusal(request.messages, { activity: context.activity, outcome: "forbidden" });
      }
      throw error;
    }
  }

  async function limitRate({ request, user }: GuardedRequest): Promise<Response | undefined> {
    const wait = await requests.take(user.userId, request.messages.length);
    if (wait > 0) return tooMany(wait);
  }

  async function serve(raw: Request, { request, user, context }: GuardedRequest) {
    const stillAllowed = async () => {
      authorize(await guard.authenticate(raw), request.scopes);
      if (await isErasing(user.userId)) throw new Error("The person's data is being erased");
    };
    return await handler.fetch(raw, {
      request,
      context,
      sealBinding: JSON.stringify([user.userId, user.clientId]),
      openStream: () => streams.open(user.userId, stillAllowed),
    });
  }

  const route = new Hono<HttpEnv>({ strict: false });
  route.options("/", mcpPreflight);
  route.use("/", readableEverywhere, refuseForeignOrigins(config), timeLimit(TIME_LIMIT_MS));
  route.use("/", async (c, next) => {
    c.set("user", await guard.authenticate(c.req.raw));
    await next();
  });
  const tooLarge = refuseLarge(account && new URL(ACCOUNT_PATHS.import, config.publicUrl).href);
  route.post("/", limitBody({ maxBytes: MAX_BODY_BYTES, tooLarge, incomplete }), async (c) => {
    const request = await readRequest(c.req);
    if (request instanceof Response) return request;
    describe(c, request);
    const user = c.get("user")!;
    const guarded = { request, user, context: openContext(user) };
    return await refuseWhileErasing(guarded) ?? requireScopes(guarded) ??
      await limitRate(guarded) ??
      await turns.run(user.userId, () => serve(c.req.raw, guarded));
  });
  route.all("/", () => {
    const message = "Only POST is served here: this server keeps no sessions";
    return rpcError(405, { code: -32000, message, headers: { allow: "POST, OPTIONS" } });
  });
  return route;
}

/** Returns the parsed body, or the answer to one that is no JSON or too long a batch. */
async function readRequest(request: HonoRequest): Promise<ParsedRequest | Response> {
  if (!isJson(request.header("content-type"))) {
    return rpcError(415, { code: -32000, message: "Content-Type must be application/json" });
  }
  const body = await readJson(request);
  if (body === undefined) {
    return rpcError(400, { code: -32700, message: "The body is not valid JSON" });
  }
  if (Array.isArray(body) && body.length > MAX_BATCH) {
    return rpcError(400, { code: -32600, message: `A batch has at most ${MAX_BATCH} messages` });
  }
  const { parseRequest } = await protocol();
  return parseRequest(body);
}

/** Returns `undefined` for what is not JSON, or incomplete because the client went away. */
async function readJson(request: HonoRequest): Promise<unknown> {
  try {
    return JSON.parse(await request.text());
  } catch (error) {
    if (error instanceof Error && error.name === "BodyLimitError") throw error;
    return undefined;
  }
}

function isJson(contentType = ""): boolean {
  return contentType.split(";")[0].trim().toLowerCase() === "application/json";
}

/** Names the operation in the log and in the span of the request. */
function describe(c: Context<HttpEnv>, { operation, trace }: ParsedRequest): void {
  c.set("operation", operation);
  c.set("traceId", trace?.traceId);
  describeSpan(operation, trace);
}

function beingDeleted(): Response {
  const message =
    "Everything of this person is being deleted: nothing can be read or written meanwhile";
  return rpcError(409, { code: -32000, message, headers: { "retry-after": "60" } });
}

function tooMany(seconds: number): Response {
  const message = `Too many requests: try again in ${seconds} seconds`;
  return rpcError(429, { code: -32000, message, headers: { "retry-after": String(seconds) } });
}

/** Whoever sends so much has a whole journal, or a file: there is another way for both. */
function refuseLarge(importPage: string | undefined): () => Response {
  const limit = `The body is larger than the limit of ${MAX_BODY_BYTES} bytes`;
  const message = importPage === undefined
    ? limit
    : `${limit}. The person can import a whole journal at ${importPage}`;
  return () => rpcError(413, { code: -32000, message });
}

function incomplete(): Response {
  return rpcError(400, { code: -32700, message: "The body breaks off" });
}
