import {
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type Tool as ListedTool,
} from "@modelcontextprotocol/server";
import { callRecord } from "../call/activity_record.ts";
import { callTool } from "../call/run_tool.ts";
import type { Era } from "./journal_server.ts";
import { personOf, type Seals } from "../call/elicitation.ts";
import { findTool } from "../registry.ts";
import type { Session } from "../define/session.ts";
import { scopesOfCall, type Tool } from "../define/tool.ts";
import { toolCall } from "../call/tool_context.ts";
import { TOOLS } from "../tools/mod.ts";

export interface ServeToolsOptions {
  session: Session;
  seals: Seals;
  era: Era;
  toolVisibility: "all" | "granted";
  accountPage?: string;
  onFault: (error: unknown) => void;
}

const LISTED = new Map(TOOLS.map((tool) => [tool, listed(tool)]));

/** Lets `server` list and call the tools for one person's session (MCP, Tools). */
export function serveTools(server: Server, options: ServeToolsOptions): void {
  const { session, toolVisibility, accountPage, onFault } = options;
  server.setRequestHandler("tools/list", () => ({
    tools: TOOLS.filter((tool) => toolVisibility === "all" || mayCall(tool, session))
      .map((tool) => LISTED.get(tool)!),
  }));
  server.setRequestHandler("tools/call", async ({ params }, context) => {
    const tool = findTool(params.name);
    if (!tool) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${params.name}`);
    }
    const args = params.arguments;
    try {
      const person = personOf(context, options);
      const call = toolCall(tool.name, { context, person });
      const { result, outcome } = await callTool(tool, args, {
        session,
        person,
        call,
        accountPage,
      });
      session.activity.record(callRecord(tool, { args, result, outcome }));
      return result;
    } catch (error) {
      const isCancelled = context.mcpReq.signal.aborted;
      const outcome = isCancelled ? "cancelled" : "fault";
      session.activity.record(callRecord(tool, { args, outcome }));
      if (!isCancelled) onFault(error);
      throw new ProtocolError(ProtocolErrorCode.InternalError, "Internal error");
    }
  });
}

function mayCall(tool: Tool, session: Session): boolean {
  return scopesOfCall(tool, {}).every((scope) => session.scopes.has(scope));
}

function listed(tool: Tool): ListedTool {
  const { name, title, description, annotations, inputSchema, outputSchema, meta } = tool;
  return {
    ...{ name, title, description, annotations, inputSchema, outputSchema },
    ...meta && { _meta: meta },
  };
}
