import {
  createMcpHandler,
  type McpHttpHandler,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type Tool as ListedTool,
} from "@modelcontextprotocol/server";
import { answerAtOnce, isAnsweredAtOnce } from "./answer_at_once.ts";
import { callRecord, recordRefusal } from "./call_record.ts";
import { callTool } from "./call_tool.ts";
import { createSeals, personOf, type Seals } from "./person.ts";
import { findTool } from "./registry.ts";
import type { Session } from "./session.ts";
import { scopesOfCall, type Tool } from "./tool.ts";
import { TOOLS } from "./tools/mod.ts";

export interface JournalHandlerOptions {
  version: string;
  /** `all`: every tool is listed, and a call that needs more scope is challenged. */
  toolVisibility: "all" | "granted";
  /** Told of faults of ours; the client gets an internal error without details. */
  onFault: (error: unknown) => void;
  /** 32 random bytes, the same in every instance: they seal what the person is asked. */
  sealKey: Uint8Array;
  /** Where a person can do what their client cannot ask them about. */
  accountPage: string;
}

/** Serves MCP to a person's session, in protocol 2026-07-28 and every 2025 revision. */
export interface JournalHandler {
  /** Answers a POST whose body has been parsed already. */
  fetch(request: Request, options: JournalRequestOptions): Promise<Response>;
  close(): Promise<void>;
}

export interface JournalRequestOptions {
  session: Session;
  /** Names the person and the client, for seals only: no tool gets it. */
  holder: string;
  parsedBody: unknown;
}

const INSTRUCTIONS = "The personal journal of the person you talk with. Entries have a time, " +
  "optional mood, location and weather, and tags. Look with search_entries or list_entries before you write about " +
  "the same thing twice; a deleted entry stays in the trash for 30 days.";

const LISTED = new Map(TOOLS.map((tool) => [tool, listed(tool)]));

/** Returns the handler of the MCP endpoint. */
export function createJournalHandler(options: JournalHandlerOptions): JournalHandler {
  const seals = createSeals(options.sealKey);
  const handler: McpHttpHandler = createMcpHandler((context) =>
    // One low-level server for each request, because requests share nothing. It dispatches on our
    // own table of tools: nothing is registered and no schema is made while somebody waits.
    journalServer(context.authInfo?.extra as unknown as Extra, {
      ...options,
      seals,
      era: context.era,
    })
  );
  return {
    async fetch(request, { session, holder, parsedBody: body }) {
      const extra = { session, holder, body };
      if (await isAnsweredAtOnce(request, body)) {
        const server = journalServer(extra, { ...options, seals, era: "legacy" });
        return await answerAtOnce(server, { request, body });
      }
      return await handler.fetch(request, {
        parsedBody: body,
        // The token itself stays outside: nothing behind the guard could forward it.
        authInfo: { token: "", clientId: "", scopes: [], extra },
      });
    },
    close: () => handler.close(),
  };
}

/** What accompanies a request through the protocol layer. */
interface Extra {
  session: Session;
  holder: string;
  body: unknown;
}

function journalServer(
  { session, body }: Extra,
  options: JournalHandlerOptions & { seals: Seals; era: "modern" | "legacy" },
): Server {
  const { seals, era, accountPage } = options;
  const server = new Server({ name: "epicme", title: "EpicMe journal", version: options.version }, {
    capabilities: { tools: {} },
    instructions: INSTRUCTIONS,
    requestState: {
      verify: (state, context) =>
        seals.verify(state, context).catch((error) => {
          recordRefusal(body, { session, outcome: "invalid" });
          throw error;
        }),
    },
  });
  server.setRequestHandler("tools/list", () => ({
    tools: TOOLS.filter((tool) => options.toolVisibility === "all" || mayCall(tool, session))
      .map((tool) => LISTED.get(tool)!),
  }));
  server.setRequestHandler("tools/call", async ({ params }, context) => {
    const tool = findTool(params.name);
    if (!tool) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${params.name}`);
    }
    const args = params.arguments;
    try {
      const caller = { session, person: personOf(context, { seals, era }), accountPage };
      const { result, outcome } = await callTool(tool, args, caller);
      session.activity.record(callRecord(tool, { args, result, outcome }));
      return result;
    } catch (error) {
      session.activity.record(callRecord(tool, { args, outcome: "fault" }));
      options.onFault(error);
      throw new ProtocolError(ProtocolErrorCode.InternalError, "Internal error");
    }
  });
  return server;
}

function mayCall(tool: Tool, session: Session): boolean {
  return scopesOfCall(tool, {}).every((scope) => session.scopes.has(scope));
}

function listed(tool: Tool): ListedTool {
  const { name, title, description, annotations, inputSchema, outputSchema } = tool;
  return { name, title, description, annotations, inputSchema, outputSchema };
}
