import type { RequestContext } from "./request_context.ts";

/** What a tool can use: the request's context, and the call that it answers. */
export interface ToolContext extends RequestContext {
  /** Whether the person has confirmed this target, in the round before. */
  isConfirmed(target: string): boolean;

  /** Whether the client can ask them to open a page (MCP, Elicitation, URL mode). */
  readonly opensPages: boolean;

  /**
   * Reports how much is done, and of how much if that is known, to a client that asked for it (MCP,
   * Progress). The numbers only ever grow.
   */
  progress(done: number, total?: number): Promise<void>;

  /** Aborted once the client has cancelled the call or is gone. */
  readonly signal: AbortSignal;
}
