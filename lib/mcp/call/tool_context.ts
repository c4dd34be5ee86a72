import type { RequestContext } from "../define/request_context.ts";
import type { ToolContext } from "../define/tool_context.ts";
import type { CallContext } from "./call_context.ts";
import type { Elicitation } from "./elicitation.ts";

/** Returns what `tool` can use in the call that `callContext` belongs to. */
export function toolContext(
  tool: string,
  { context, callContext, elicitation }: {
    context: RequestContext;
    callContext: CallContext;
    elicitation: Elicitation;
  },
): ToolContext {
  const { mcpReq } = callContext;
  const progressToken = mcpReq._meta?.progressToken;
  return {
    ...context,
    // Most tools end before anybody could cancel them, and a request's signal is made when it is read.
    get signal() {
      return mcpReq.signal;
    },
    opensPages: elicitation.opensPages,
    isConfirmed: (target) => elicitation.answerTo({ tool, target }) === "yes",
    async progress(progress, total) {
      if (progressToken === undefined || mcpReq.signal.aborted) return;
      const params = { progressToken, progress, ...(total !== undefined && { total }) };
      await mcpReq.notify({ method: "notifications/progress", params });
    },
  };
}
