import type { Json } from "./json.ts";
import { assertKeepsPromise } from "./output_schemas.ts";

/** How a request looks in each protocol era. */
export type Era = "2026-07-28" | "2025-11-25";

export const ERA_NAMES: readonly Era[] = ["2026-07-28", "2025-11-25"];

export interface RawCall {
  era: Era;
  token?: string;
  method: string;
  params?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** What a modern client says that it can do. */
  capabilities?: Record<string, unknown>;
  /** Sent instead of the JSON-RPC message. */
  body?: BodyInit;
}

export interface RawAnswer {
  status: number;
  headers: Headers;
  body: Json;
}

/** Sends one JSON-RPC request as bytes on the wire, without an SDK that could mend it. */
export async function send(resource: string, call: RawCall): Promise<RawAnswer> {
  const { era, token, method, params = {} } = call;
  const message = {
    jsonrpc: "2.0",
    id: 1,
    method,
    params: era === "2026-07-28" ? { ...params, _meta: envelope(era, call.capabilities) } : params,
  };
  const response = await fetch(resource, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": era,
      ...(era === "2026-07-28" ? mirrored(method, params) : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...call.headers,
    },
    body: call.body ?? JSON.stringify(message),
    redirect: "manual",
  });
  return {
    status: response.status,
    headers: response.headers,
    body: parse(await response.text(), response.headers.get("content-type")),
  };
}

/** Calls a tool and returns the raw answer. */
export async function callTool(
  resource: string,
  call: Omit<RawCall, "method" | "params"> & { tool: string; args?: unknown },
): Promise<RawAnswer> {
  const { tool, args = {}, ...rest } = call;
  const params = { name: tool, arguments: args };
  const answer = await send(resource, { ...rest, method: "tools/call", params });
  assertKeepsPromise(tool, answer.body?.result?.structuredContent);
  return answer;
}

function envelope(era: Era, capabilities: Record<string, unknown> = {}) {
  return {
    "io.modelcontextprotocol/protocolVersion": era,
    "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": capabilities,
  };
}

function mirrored(method: string, { name }: Record<string, unknown>): Record<string, string> {
  return { "mcp-method": method, ...(typeof name === "string" ? { "mcp-name": name } : {}) };
}

function parse(text: string, contentType: string | null): unknown {
  if (contentType?.startsWith("text/event-stream")) {
    const data = text.split("\n").filter((line) => line.startsWith("data: {"));
    return JSON.parse(data[0].slice("data: ".length));
  }
  return text.startsWith("{") ? JSON.parse(text) : text;
}
