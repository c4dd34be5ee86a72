import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from "@modelcontextprotocol/client";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as LegacyTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

/** The result of a tool, the same from every client. */
export interface ToolResult {
  isError: boolean;
  text: string;
  // deno-lint-ignore no-explicit-any
  structured: any;
}

/** A connected client, whatever its SDK and protocol era. */
export interface McpClient extends AsyncDisposable {
  call(tool: string, args?: Record<string, unknown>): Promise<ToolResult>;
  listTools(): Promise<{ name: string }[]>;
  /** The protocol revision that was agreed on. */
  protocolVersion: string | undefined;
}

/** Connects a real SDK client with a token that was got before. */
export type Connect = (resource: string, token: string) => Promise<McpClient>;

const INFO = { name: "epicme-tests", version: "1.0.0" };

/** Every kind of client that people have today, by name. */
export const CLIENTS: Record<string, Connect> = {
  "SDK 2.x pinned to 2026-07-28": (resource, token) =>
    connectModern(resource, token, { pin: "2026-07-28" }),
  "SDK 2.x auto": (resource, token) => connectModern(resource, token, "auto"),
  "SDK 2.x legacy": (resource, token) => connectModern(resource, token, "legacy"),
  "SDK 1.x": connectLegacy,
};

/** One client of each protocol era. */
export const ERAS: Record<string, Connect> = {
  "2026-07-28": CLIENTS["SDK 2.x pinned to 2026-07-28"],
  "2025-11-25": CLIENTS["SDK 1.x"],
};

async function connectModern(
  resource: string,
  token: string,
  mode: "auto" | "legacy" | { pin: string },
): Promise<McpClient> {
  const client = new ModernClient(INFO, { versionNegotiation: { mode } });
  await client.connect(
    new ModernTransport(new URL(resource), { requestInit: { headers: bearer(token) } }),
  );
  return {
    call: async (name, args = {}) => toolResult(await client.callTool({ name, arguments: args })),
    listTools: async () => (await client.listTools()).tools,
    protocolVersion: client.getNegotiatedProtocolVersion(),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

async function connectLegacy(resource: string, token: string): Promise<McpClient> {
  const client = new LegacyClient(INFO);
  const transport = new LegacyTransport(new URL(resource), {
    requestInit: { headers: bearer(token) },
  });
  await client.connect(transport);
  // Listing first makes the client check every structured result against its output schema.
  await client.listTools();
  return {
    call: async (name, args = {}) => toolResult(await client.callTool({ name, arguments: args })),
    listTools: async () => (await client.listTools()).tools,
    protocolVersion: transport.protocolVersion,
    [Symbol.asyncDispose]: () => client.close(),
  };
}

function bearer(token: string) {
  return { authorization: `Bearer ${token}` };
}

function toolResult(result: Record<string, unknown>): ToolResult {
  const content = result.content as { type: string; text: string }[];
  return {
    isError: result.isError === true,
    text: content.map(({ text }) => text).join("\n"),
    structured: result.structuredContent,
  };
}
