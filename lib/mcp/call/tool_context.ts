import type { ServerContext } from "@modelcontextprotocol/server";
import type { Person } from "./elicitation.ts";

/** What a tool can do with the call that it answers, besides answering it. */
export interface ToolCall {
  /** Whether the person has said yes to this target, in the round before. */
  hasAgreed(target: string): boolean;

  /**
   * Tells how much is done, and of how much as far as it is known, to a client that wants to know
   * (MCP, Progress). What has been told only ever grows.
   */
  progress(done: number, total?: number): Promise<void>;

  /** Aborted once the client has cancelled the call or is gone. */
  readonly signal: AbortSignal;
}

/** Returns the call of `tool` that `context` belongs to. */
export function toolCall(
  tool: string,
  { context, person }: { context: ServerContext; person: Person },
): ToolCall {
  const { signal, notify, _meta } = context.mcpReq;
  const progressToken = _meta?.progressToken;
  return {
    signal,
    hasAgreed: (target) => person.answerTo({ tool, target }) === "yes",
    async progress(progress, total) {
      if (progressToken === undefined || signal.aborted) return;
      const params = { progressToken, progress, ...(total !== undefined && { total }) };
      await notify({ method: "notifications/progress", params });
    },
  };
}
