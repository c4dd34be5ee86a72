import {
  ProtocolError,
  SERVER_INFO_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from "@modelcontextprotocol/server";
import { callTool, type ToolCall } from "../call/call_tool.ts";
import type { Era } from "../define/era.ts";
import type { Exchange } from "../request/exchange.ts";
import type { ParsedRequest } from "../request/message.ts";
import { isObject } from "../request/read_arguments.ts";
import { envelopeIn, isEnvelope, MODERN } from "./envelope.ts";
import type { ServeOptions } from "./serve_options.ts";
import { nameAndVersion } from "./server_info.ts";

/** A tool call that needs nothing of the protocol but one answer. */
export interface DirectCall extends Pick<ToolCall, "tool" | "args"> {
  era: Era;
  id: string | number;
  meta: Meta;
}

type Meta = Record<string, unknown>;

/**
 * Returns the tool call in `request`, if it is one in its plainest form: nearly all are, and most of
 * what an SDK server does for a request is of no use to them. Anything else is undefined, and all
 * that is wrong with a request is said by the SDK.
 *
 * @param request one that takes a JSON document as its answer
 */
export function readDirectCall(request: Request, parsed: ParsedRequest): DirectCall | undefined {
  const { body, messages: [message, ...others] } = parsed;
  if (!message?.tool || message.hasProgressToken || others.length > 0) return undefined;
  const { tool, args } = message;
  if (!isObject(body)) return undefined;
  const { jsonrpc, id, params } = body;
  if (jsonrpc !== "2.0" || !isRequestId(id) || !isObject(params)) return undefined;
  if (!hasOnly(body, MESSAGE_KEYS) || !hasOnly(params, CALL_KEYS)) return undefined;
  const { _meta: meta = {} } = params;
  if (!isObject(meta) || args !== undefined && !isObject(args)) return undefined;
  const era = eraOf(request.headers, { name: tool.name, meta });
  return era && { era, tool, args, id, meta };
}

/** Whether it is the id of a request (MCP, RequestId). */
function isRequestId(id: unknown): id is DirectCall["id"] {
  return typeof id === "string" || Number.isSafeInteger(id);
}

const MESSAGE_KEYS = new Set(["jsonrpc", "id", "method", "params"]);

/** A call that goes on after the person was asked has more. */
const CALL_KEYS = new Set(["name", "arguments", "_meta"]);

function hasOnly(object: object, keys: ReadonlySet<string>): boolean {
  for (const key in object) if (!keys.has(key)) return false;
  return true;
}

/** The era of a call whose headers agree with its body; undefined if anything is unusual. */
function eraOf(headers: Headers, { name, meta }: { name: string; meta: Meta }): Era | undefined {
  const version = headers.get("mcp-protocol-version");
  const method = headers.get("mcp-method");
  const envelope = envelopeIn(meta);
  if (envelope !== undefined) {
    const agrees = version === MODERN && method === "tools/call" &&
      headers.get("mcp-name") === name;
    return agrees && isEnvelope(envelope) ? "modern" : undefined;
  }
  const isOf2025 = version === null ||
    version !== MODERN && SUPPORTED_PROTOCOL_VERSIONS.includes(version);
  return isOf2025 && method === null ? "legacy" : undefined;
}

/** Answers a direct call with one JSON document, the same that the SDK would send. */
export async function answerDirectly(
  request: Request,
  { call, exchange, options }: { call: DirectCall; exchange: Exchange; options: ServeOptions },
): Promise<Response> {
  const { tool, args, era, id, meta } = call;
  const callContext = {
    mcpReq: {
      _meta: meta,
      envelope: era === "modern" ? meta as never : undefined,
      requestState: () => undefined,
      // Whoever wants to hear of progress is served by the SDK.
      notify: () => Promise.resolve(),
      get signal() {
        return request.signal;
      },
    },
    http: { authInfo: exchange.authInfo },
  };
  try {
    const result = await callTool({ tool, args, callContext }, options);
    return Response.json({
      result: era === "modern" ? stamped(result, options) : result,
      jsonrpc: "2.0",
      id,
    });
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { code, message, data } = error;
    return Response.json({
      jsonrpc: "2.0",
      id,
      error: { code, message, ...data !== undefined && { data } },
    });
  }
}

/** What each result of 2026-07-28 says besides (MCP 2026-07-28, Result). */
function stamped(
  result: Record<string, unknown>,
  { info }: ServeOptions,
): Record<string, unknown> {
  const _meta = { ...result._meta as object, [SERVER_INFO_META_KEY]: nameAndVersion(info) };
  return { resultType: "complete", ...result, _meta };
}
