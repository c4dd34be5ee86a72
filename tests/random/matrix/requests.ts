import {
  type RawRequest,
  rawRequest,
  type RawResponse,
} from "../../support/clients/raw_request.ts";
import type { TestServer } from "../../support/servers/server.ts";

/** How a credential is shown: headers, in this order, and a query string. */
export interface Credential {
  headers?: [name: string, value: string][];
  query?: string;
}

/** The columns of the matrix: a call of `whoami` in each era, a look, and a preflight. */
export const REQUESTS: Record<string, RawRequest> = {
  "2026-07-28": {
    method: "POST",
    path: "/mcp",
    headers: [
      ...jsonHeaders("2026-07-28"),
      ["Mcp-Method", "tools/call"],
      ["Mcp-Name", "whoami"],
    ],
    body: whoami({
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientInfo": { name: "matrix", version: "1" },
      "io.modelcontextprotocol/clientCapabilities": {},
    }),
  },
  "2025-11-25": {
    method: "POST",
    path: "/mcp",
    headers: jsonHeaders("2025-11-25"),
    body: whoami(),
  },
  GET: { path: "/mcp", headers: [["Accept", "text/event-stream"]] },
  OPTIONS: {
    method: "OPTIONS",
    path: "/mcp",
    headers: [["Origin", "http://localhost:6274"], ["Access-Control-Request-Method", "POST"]],
  },
};

/** Sends a request of the matrix, byte for byte, with `credential`. */
export function ask(
  { local }: TestServer,
  request: RawRequest,
  { headers = [], query = "" }: Credential,
): Promise<RawResponse> {
  return rawRequest(local, {
    ...request,
    path: request.path + query,
    headers: [...request.headers ?? [], ...headers],
  });
}

function jsonHeaders(era: string): [name: string, value: string][] {
  return [
    ["Content-Type", "application/json"],
    ["Accept", "application/json, text/event-stream"],
    ["MCP-Protocol-Version", era],
  ];
}

function whoami(_meta?: Record<string, unknown>): string {
  const params = { name: "whoami", arguments: {}, ...(_meta ? { _meta } : {}) };
  return JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
}
