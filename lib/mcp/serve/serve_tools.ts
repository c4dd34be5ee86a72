import {
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type Tool as ListedTool,
} from "@modelcontextprotocol/server";
import { callTool } from "../call/call_tool.ts";
import { hasScopes } from "../define/request_context.ts";
import type { Tool } from "../define/tool.ts";
import { findTool, TOOLS } from "../tools/mod.ts";
import type { ServeOptions } from "./serve_options.ts";

const LISTED = new Map(TOOLS.map((tool) => [tool, listed(tool)]));

/** Lets `server` list and call the tools (MCP, Tools). */
export function serveTools(server: Server, options: ServeOptions): void {
  const { context, toolVisibility } = options;
  server.setRequestHandler("tools/list", () => ({
    tools: TOOLS.filter(({ scopes }) => toolVisibility === "all" || hasScopes(context, scopes))
      .map((tool) => LISTED.get(tool)!),
  }));
  server.setRequestHandler("tools/call", async ({ params }, callContext) => {
    const { name, arguments: args } = params;
    const tool = findTool(name);
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${name}`);
    return await callTool({ tool, args, callContext }, options);
  });
}

function listed(tool: Tool): ListedTool {
  const { name, title, description, annotations, inputSchema, outputSchema, meta } = tool;
  return {
    ...{ name, title, description, annotations, inputSchema, outputSchema },
    ...meta && { _meta: meta },
  };
}
