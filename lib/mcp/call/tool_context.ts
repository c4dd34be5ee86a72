import type { ServerContext } from "@modelcontextprotocol/server";
import type { RequestContext } from "../define/request_context.ts";
import type { ToolContext } from "../define/tool_context.ts";
import type { Elicitation } from "./elicitation.ts";

/** Returns what `tool` can use in the call that `serverContext` belongs to. */
export function toolContext(
  tool: string,
  { context, serverContext, elicitation }: {
    context: RequestContext;
    serverContext: ServerContext;
    elicitation: Elicitation;
  },
): ToolContext {
  const { signal, notify, _meta } = serverContext.mcpReq;
  const progressToken = _meta?.progressToken;
  return {
    ...context,
    signal,
    opensPages: elicitation.opensPages,
    isConfirmed: (target) => elicitation.answerTo({ tool, target }) === "yes",
    async progress(progress, total) {
      if (progressToken === undefined || signal.aborted) return;
      const params = { progressToken, progress, ...(total !== undefined && { total }) };
      await notify({ method: "notifications/progress", params });
    },
  };
}
