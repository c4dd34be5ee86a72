/** A generation of the protocol, named as in the SDK. */
export type Era = keyof typeof PROTOCOL_VERSIONS;

const PROTOCOL_VERSIONS = { modern: "2026-07-28", legacy: "2025-11-25" } as const;

export const ERAS = Object.keys(PROTOCOL_VERSIONS) as readonly Era[];

export interface ToolCall {
  era: Era;
  /** On the loopback interface. */
  port: number;
  tool: string;
  args: Record<string, unknown>;
  accessToken?: string;
}

/** Returns all the bytes of the HTTP request that makes `call` (MCP, Streamable HTTP). */
export function requestBytes(call: ToolCall): Uint8Array {
  const utf8 = new TextEncoder();
  const body = utf8.encode(JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: { name: call.tool, arguments: call.args, ...envelope(call.era) },
  }));
  const head = Object.entries({
    "Host": `127.0.0.1:${call.port}`,
    "User-Agent": "epicme-bench",
    "Accept": "application/json, text/event-stream",
    "Content-Type": "application/json",
    "Content-Length": String(body.length),
    ...call.accessToken && { "Authorization": `Bearer ${call.accessToken}` },
    "MCP-Protocol-Version": PROTOCOL_VERSIONS[call.era],
    ...call.era === "modern" && { "Mcp-Method": "tools/call", "Mcp-Name": call.tool },
  }).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return new Uint8Array([...utf8.encode(`POST /mcp HTTP/1.1\r\n${head}\r\n`), ...body]);
}

function envelope(era: Era) {
  if (era === "legacy") return {};
  return {
    _meta: {
      "io.modelcontextprotocol/protocolVersion": PROTOCOL_VERSIONS.modern,
      "io.modelcontextprotocol/clientInfo": { name: "epicme-bench", version: "1.0.0" },
      "io.modelcontextprotocol/clientCapabilities": {},
    },
  };
}
