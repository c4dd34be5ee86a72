import { type Implementation, Server, type ServerCapabilities } from "@modelcontextprotocol/server";
import { recordRefusal } from "../call/activity_record.ts";
import type { Seals } from "../call/elicitation.ts";
import { serveCompletions } from "./serve_completions.ts";
import { servePrompts } from "./serve_prompts.ts";
import { serveResources } from "./serve_resources.ts";
import { serveTools } from "./serve_tools.ts";
import { CACHE_HINTS, INSTRUCTIONS } from "./server_info.ts";
import type { Session } from "../define/session.ts";

/** The protocol in one of its two forms: 2026-07-28, or the revisions of 2025. */
export type Era = "modern" | "legacy";

export interface JournalServerOptions {
  info: Implementation;
  era: Era;
  seals: Seals;
  /** `all`: every tool is listed, and a call that needs more scope is challenged. */
  toolVisibility: "all" | "granted";
  /** Where a person can do what their client cannot ask them about. */
  accountPage?: string;
  /** Told of faults of ours; the client gets an internal error without details. */
  onFault: (error: unknown) => void;
}

/** Returns a server for one request, `body`, of one person's session. */
export function journalServer(
  { session, body }: { session: Session; body: unknown },
  options: JournalServerOptions,
): Server {
  const { info, era, seals } = options;
  const server = new Server(info, {
    capabilities: capabilitiesIn(era),
    instructions: INSTRUCTIONS,
    cacheHints: CACHE_HINTS,
    requestState: {
      verify: (state, context) =>
        seals.verify(state, context).catch((error) => {
          recordRefusal(body, { session, outcome: "invalid" });
          throw error;
        }),
    },
  });
  serveTools(server, { session, ...options });
  serveResources(server, { session, ...options });
  servePrompts(server, { session, ...options });
  serveCompletions(server, { session, ...options });
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
