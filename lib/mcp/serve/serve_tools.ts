import {
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type Tool as ListedTool,
} from "@modelcontextprotocol/server";
import { toolRecord } from "../call/activity_record.ts";
import { elicitationOf } from "../call/elicitation.ts";
import { perform } from "../call/perform.ts";
import { runTool } from "../call/run_tool.ts";
import { toolContext } from "../call/tool_context.ts";
import { hasScopes } from "../define/request_context.ts";
import { scopesOfCall, type Tool } from "../define/tool.ts";
import { findTool, TOOLS } from "../tools/mod.ts";
import type { ServeOptions } from "./serve_options.ts";

const LISTED = new Map(TOOLS.map((tool) => [tool, listed(tool)]));

/** Lets `server` list and call the tools (MCP, Tools). */
export function serveTools(server: Server, options: ServeOptions): void {
  const { context, toolVisibility, refuse } = options;
  server.setRequestHandler("tools/list", () => ({
    tools: TOOLS.filter(({ scopes }) => toolVisibility === "all" || hasScopes(context, scopes))
      .map((tool) => LISTED.get(tool)!),
  }));
  server.setRequestHandler("tools/call", async ({ params }, serverContext) => {
    const { name, arguments: args } = params;
    const tool = findTool(name);
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${name}`);
    const { result } = await perform({
      name,
      scopes: scopesOfCall(tool, args),
      signal: serverContext.mcpReq.signal,
      run: () => {
        const elicitation = elicitationOf(serverContext, options);
        const tools = toolContext(name, { context, serverContext, elicitation });
        return runTool(tool, args, { context: tools, elicitation, refuse });
      },
      outcomeOf: ({ outcome }) => outcome,
      record: (outcome, ended) => toolRecord(tool, { args, result: ended?.result, outcome }),
    }, options);
    return result;
  });
}

function listed(tool: Tool): ListedTool {
  const { name, title, description, annotations, inputSchema, outputSchema, meta } = tool;
  return {
    ...{ name, title, description, annotations, inputSchema, outputSchema },
    ...meta && { _meta: meta },
  };
}
