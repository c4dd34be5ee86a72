import type { Implementation } from "@modelcontextprotocol/server";
import type { CallToolOptions } from "../call/call_tool.ts";
import type { ConfirmationCodec } from "../call/elicitation.ts";
import type { PerformOptions } from "../call/perform.ts";
import type { Era } from "../define/era.ts";

/** What all servers of one era have. */
export interface JournalServerOptions extends Pick<PerformOptions, "onFault"> {
  info: Implementation;
  era: Era;
  confirmations: ConfirmationCodec;
  /** `all`: every tool is listed, and a call that needs more scope is challenged. */
  toolVisibility: "all" | "granted";
}

/** What the handlers of one request share. */
export interface ServeOptions extends JournalServerOptions, CallToolOptions {}
