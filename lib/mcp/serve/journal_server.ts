import { type Implementation, Server, type ServerCapabilities } from "@modelcontextprotocol/server";
import { recordRefusal } from "../call/activity_record.ts";
import type { ConfirmationCodec } from "../call/elicitation.ts";
import type { PerformOptions } from "../call/perform.ts";
import type { Era } from "../define/era.ts";
import type { Exchange } from "./exchange.ts";
import { serveCompletions } from "./serve_completions.ts";
import { servePrompts } from "./serve_prompts.ts";
import { serveResources } from "./serve_resources.ts";
import { serveTools } from "./serve_tools.ts";
import { CACHE_HINTS, INSTRUCTIONS } from "./server_info.ts";

export interface JournalServerOptions extends Pick<PerformOptions, "onFault"> {
  info: Implementation;
  era: Era;
  confirmations: ConfirmationCodec;
  /** `all`: every tool is listed, and a call that needs more scope is challenged. */
  toolVisibility: "all" | "granted";
  /** Where a person can do what their client cannot ask them about. */
  accountPage?: string;
}

/** What the handlers of one request share. */
export interface ServeOptions extends JournalServerOptions, PerformOptions {}

/** Returns a server for one request. */
export function journalServer(
  { context, request }: Pick<Exchange, "context" | "request">,
  options: JournalServerOptions,
): Server {
  const { info, era, confirmations } = options;
  const server = new Server(info, {
    capabilities: capabilitiesIn(era),
    instructions: INSTRUCTIONS,
    cacheHints: CACHE_HINTS,
    requestState: {
      verify: (state, serverContext) =>
        confirmations.verify(state, serverContext).catch((error) => {
          recordRefusal(request.messages, { activity: context.activity, outcome: "invalid" });
          throw error;
        }),
    },
  });
  const shared = { ...options, context };
  serveTools(server, shared);
  serveResources(server, shared);
  servePrompts(server, shared);
  serveCompletions(server, shared);
  return server;
}

/** Only 2026-07-28 has streams without a session. Tools and prompts change with a version only. */
function capabilitiesIn(era: Era): ServerCapabilities {
  return {
    tools: {},
    prompts: {},
    completions: {},
    resources: era === "modern" ? { subscribe: true, listChanged: true } : {},
  };
}
