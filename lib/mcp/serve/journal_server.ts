import type { AuthError } from "../../auth/mod.ts";
import type { Server, ServerCapabilities } from "@modelcontextprotocol/server";
import { recordRefusal } from "../call/activity_record.ts";
import type { Era } from "../define/era.ts";
import type { Exchange } from "../request/exchange.ts";
import { PlainServer } from "./plain_server.ts";
import { serveCompletions } from "./serve_completions.ts";
import { servePrompts } from "./serve_prompts.ts";
import { serveResources } from "./serve_resources.ts";
import { serveTools } from "./serve_tools.ts";
import type { JournalServerOptions } from "./serve_options.ts";
import { CACHE_HINTS, INSTRUCTIONS, nameAndVersion } from "./server_info.ts";

/** Returns a server for one request. */
export function journalServer(
  exchange: Exchange,
  options: JournalServerOptions,
): Server {
  const { context, request } = exchange;
  const { info, era, confirmations, onFault } = options;
  const tellsAll = era === "legacy" || request.operation === "server/discover";
  const server = new PlainServer(tellsAll ? info : nameAndVersion(info), {
    onFault,
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
  const shared = { ...options, context, refuse: (error: AuthError) => exchange.refuse(error) };
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
