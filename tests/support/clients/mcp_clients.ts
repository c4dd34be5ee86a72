import { ERROR_CODE_KEY } from "../../../lib/mcp/mod.ts";
import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from "@modelcontextprotocol/client";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as LegacyTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { type ElicitRequest, ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import type { Json } from "./json.ts";
import { assertKeepsPromise } from "./output_schemas.ts";

/** The result of a tool, the same from every client. */
export interface ToolResult {
  isError: boolean;
  /** The code of an error, for programs. */
  errorCode?: string;
  text: string;
  /** All of it, also links and pictures. */
  content: Json[];
  structured: Json;
}

/** A connected client, whatever its SDK and protocol era. */
export interface McpClient extends AsyncDisposable {
  call(tool: string, args?: Record<string, unknown>): Promise<ToolResult>;
  listTools(): Promise<{ name: string }[]>;
  /** All resources of all pages. */
  listResources(): Promise<Listed[]>;
  listTemplates(): Promise<{ uriTemplate: string }[]>;
  /** Returns the bytes of a resource. */
  readBytes(uri: string): Promise<Uint8Array>;
  /** Returns the parsed JSON of a resource. */
  read(uri: string): Promise<Json>;
  listPrompts(): Promise<Prompt[]>;
  getPrompt(name: string, args?: Record<string, string>): Promise<PromptMessage[]>;
  /** Values for an argument of a prompt, or of a template that is named by its URI. */
  complete(of: string, argument: string, value: string): Promise<string[]>;
  /** The protocol revision that was agreed on. */
  protocolVersion: string | undefined;
  /** What the server says of itself. */
  server: { info: ServerInfo | undefined; instructions: string | undefined };
}

/** Who the server is. */
export interface ServerInfo {
  name: string;
  title?: string;
  websiteUrl?: string;
  icons?: { src: string; mimeType?: string }[];
}

/** A resource as it is listed. */
export interface Listed {
  uri: string;
  name: string;
  description?: string;
}

/** A prompt as it is listed. */
export interface Prompt {
  name: string;
  arguments?: { name: string; required?: boolean }[];
}

/** What a prompt puts before the model: a text, or a resource. */
export interface PromptMessage {
  role: string;
  content: { type: string; text?: string; resource?: { uri: string; text?: string } };
}

/** What the person says when the server asks them something. */
export type Reply = (question: string) => "accept" | "decline" | "cancel";

/**
 * Connects a real SDK client with a token that was got before. With `reply` it can put questions to
 * the person, where its protocol era allows it.
 */
export type Connect = (resource: string, token: string, reply?: Reply) => Promise<McpClient>;

const INFO = { name: "epicme-tests", version: "1.0.0" };

/** Every kind of client that people have today, by name. */
export const CLIENTS: Record<string, Connect> = {
  "SDK 2.x pinned to 2026-07-28": connectModern({ pin: "2026-07-28" }),
  "SDK 2.x auto": connectModern("auto"),
  "SDK 2.x legacy": connectModern("legacy"),
  "SDK 1.x": connectLegacy,
};

/** One client of each protocol era. */
export const ERAS: Record<string, Connect> = {
  "2026-07-28": CLIENTS["SDK 2.x pinned to 2026-07-28"],
  "2025-11-25": CLIENTS["SDK 1.x"],
};

function connectModern(mode: "auto" | "legacy" | { pin: string }): Connect {
  return async (resource, token, reply) => {
    const client = new ModernClient(INFO, {
      versionNegotiation: { mode },
      capabilities: reply ? { elicitation: { form: {} } } : {},
    });
    if (reply) {
      client.setRequestHandler("elicitation/create", ({ params }) => {
        const action = reply(params.message);
        return action === "accept" ? { action, content: {} } : { action };
      });
    }
    await client.connect(
      new ModernTransport(new URL(resource), { requestInit: { headers: bearer(token) } }),
    );
    return {
      call: async (name, args = {}) =>
        toolResult(name, await client.callTool({ name, arguments: args })),
      listTools: async () => (await client.listTools()).tools,
      ...readingWith(client),
      protocolVersion: client.getNegotiatedProtocolVersion(),
      server: { info: client.getServerVersion(), instructions: client.getInstructions() },
      [Symbol.asyncDispose]: () => client.close(),
    };
  };
}

async function connectLegacy(resource: string, token: string, reply?: Reply): Promise<McpClient> {
  const client = new LegacyClient(INFO, { capabilities: reply ? { elicitation: {} } : {} });
  if (reply) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }: ElicitRequest) => ({
      action: reply(params.message),
    }));
  }
  const transport = new LegacyTransport(new URL(resource), {
    requestInit: { headers: bearer(token) },
  });
  await client.connect(transport);
  // Listing first makes the client check every structured result against its output schema.
  await client.listTools();
  return {
    call: async (name, args = {}) =>
      toolResult(name, await client.callTool({ name, arguments: args })),
    listTools: async () => (await client.listTools()).tools,
    ...readingWith(client),
    protocolVersion: transport.protocolVersion,
    server: { info: client.getServerVersion(), instructions: client.getInstructions() },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** What the clients of both SDKs have alike, as far as it is used here. */
interface SdkClient {
  listResources(page: { cursor?: string }): Promise<{ resources: Listed[]; nextCursor?: string }>;
  listResourceTemplates(): Promise<{ resourceTemplates: { uriTemplate: string }[] }>;
  readResource(of: { uri: string }): Promise<{ contents: ({ text: string } | { blob: string })[] }>;
  listPrompts(): Promise<{ prompts: Prompt[] }>;
  getPrompt(
    of: { name: string; arguments: Record<string, string> },
  ): Promise<{ messages: PromptMessage[] }>;
  complete(
    of: { ref: Reference; argument: { name: string; value: string } },
  ): Promise<{ completion: { values: string[] } }>;
}

type Reference = { type: "ref/resource"; uri: string } | { type: "ref/prompt"; name: string };

function readingWith(client: SdkClient) {
  return {
    async listResources() {
      const resources: Listed[] = [];
      let cursor: string | undefined;
      do {
        const page = await client.listResources({ cursor });
        resources.push(...page.resources);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return resources;
    },
    listTemplates: async () => (await client.listResourceTemplates()).resourceTemplates,
    async readBytes(uri: string) {
      const [content] = (await client.readResource({ uri })).contents;
      if (!("blob" in content)) throw new Error("It is a text");
      return Uint8Array.fromBase64(content.blob);
    },
    async read(uri: string) {
      const [content] = (await client.readResource({ uri })).contents;
      return "text" in content ? JSON.parse(content.text) : undefined;
    },
    listPrompts: async () => (await client.listPrompts()).prompts,
    getPrompt: async (name: string, args: Record<string, string> = {}) =>
      (await client.getPrompt({ name, arguments: args })).messages,
    async complete(of: string, name: string, value: string) {
      const ref: Reference = of.includes(":")
        ? { type: "ref/resource", uri: of }
        : { type: "ref/prompt", name: of };
      return (await client.complete({ ref, argument: { name, value } })).completion.values;
    },
  };
}

function bearer(token: string) {
  return { authorization: `Bearer ${token}` };
}

function toolResult(name: string, result: Record<string, unknown>): ToolResult {
  assertKeepsPromise(name, result.structuredContent);
  const content = (result.content as { type: string; text: string }[])
    .filter(({ type }) => type === "text");
  return {
    isError: result.isError === true,
    errorCode: (result._meta as Record<string, string> | undefined)?.[ERROR_CODE_KEY],
    text: content.map(({ text }) => text).join("\n"),
    content: result.content as Json[],
    structured: result.structuredContent,
  };
}
