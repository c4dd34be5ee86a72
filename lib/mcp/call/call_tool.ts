import type { CallToolResult, InputRequiredResult } from "@modelcontextprotocol/server";
import type { AuthError } from "../../auth/mod.ts";
import type { Era } from "../define/era.ts";
import { scopesOfCall, type Tool } from "../define/tool.ts";
import { toolRecord } from "./activity_record.ts";
import type { CallContext } from "./call_context.ts";
import { type ConfirmationCodec, elicitationOf } from "./elicitation.ts";
import { perform, type PerformOptions } from "./perform.ts";
import { runTool } from "./run_tool.ts";
import { toolContext } from "./tool_context.ts";

export interface CallToolOptions extends PerformOptions {
  era: Era;
  confirmations: ConfirmationCodec;
  /** Refuses the request as a whole. */
  refuse(error: AuthError): void;
}

/** A call of a tool, as it came. */
export interface ToolCall {
  tool: Tool;
  args: unknown;
  callContext: CallContext;
}

/**
 * Calls a tool and returns its result (MCP, Tools, Calling Tools).
 *
 * @throws {ProtocolError} and nothing else, see {@linkcode perform}
 */
export async function callTool(
  { tool, args, callContext }: ToolCall,
  options: CallToolOptions,
): Promise<CallToolResult | InputRequiredResult> {
  const { context, refuse } = options;
  const { name } = tool;
  const { result } = await perform({
    name,
    scopes: scopesOfCall(tool, args),
    isCancelled: () => callContext.mcpReq.signal.aborted,
    run: () => {
      const elicitation = elicitationOf(callContext, options);
      const tools = toolContext(name, { context, callContext, elicitation });
      return runTool(tool, args, { context: tools, elicitation, refuse });
    },
    outcomeOf: ({ outcome }) => outcome,
    record: (outcome, ended) => toolRecord(tool, { args, result: ended?.result, outcome }),
  }, options);
  return result;
}
