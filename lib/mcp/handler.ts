import { createMcpHandler, type McpHttpHandler, Server } from "@modelcontextprotocol/server";
import { answerAtOnce, isAnsweredAtOnce } from "./answer_at_once.ts";
import { recordRefusal } from "./call_record.ts";
import { createSeals, type Seals } from "./person.ts";
import { serveTools } from "./serve_tools.ts";
import type { Session } from "./session.ts";

export interface JournalHandlerOptions {
  version: string;
  /** `all`: every tool is listed, and a call that needs more scope is challenged. */
  toolVisibility: "all" | "granted";
  /** Told of faults of ours; the client gets an internal error without details. */
  onFault: (error: unknown) => void;
  /** 32 random bytes, the same in every instance: they seal what the person is asked. */
  sealKey: Uint8Array;
  /** Where a person can do what their client cannot ask them about. */
  accountPage: string;
}

/** Serves MCP to a person's session, in protocol 2026-07-28 and every 2025 revision. */
export interface JournalHandler {
  /** Answers a POST whose body has been parsed already. */
  fetch(request: Request, options: JournalRequestOptions): Promise<Response>;
  close(): Promise<void>;
}

export interface JournalRequestOptions {
  session: Session;
  /** Names the person and the client, for seals only: no tool gets it. */
  holder: string;
  parsedBody: unknown;
}

const INSTRUCTIONS = "The personal journal of the person you talk with. Entries have a time, " +
  "optional mood, location and weather, and tags. Look with search_entries or list_entries before you write about " +
  "the same thing twice; a deleted entry stays in the trash for 30 days.";

/** Returns the handler of the MCP endpoint. */
export function createJournalHandler(options: JournalHandlerOptions): JournalHandler {
  const seals = createSeals(options.sealKey);
  const handler: McpHttpHandler = createMcpHandler((context) =>
    // One low-level server for each request, because requests share nothing. It dispatches on our
    // own table of tools: nothing is registered and no schema is made while somebody waits.
    journalServer(context.authInfo?.extra as unknown as Extra, {
      ...options,
      seals,
      era: context.era,
    })
  );
  return {
    async fetch(request, { session, holder, parsedBody: body }) {
      const extra = { session, holder, body };
      if (await isAnsweredAtOnce(request, body)) {
        const server = journalServer(extra, { ...options, seals, era: "legacy" });
        return await answerAtOnce(server, { request, body });
      }
      return await handler.fetch(request, {
        parsedBody: body,
        // The token itself stays outside: nothing behind the guard could forward it.
        authInfo: { token: "", clientId: "", scopes: [], extra },
      });
    },
    close: () => handler.close(),
  };
}

/** What accompanies a request through the protocol layer. */
interface Extra {
  session: Session;
  holder: string;
  body: unknown;
}

function journalServer(
  { session, body }: Extra,
  options: JournalHandlerOptions & { seals: Seals; era: "modern" | "legacy" },
): Server {
  const { seals } = options;
  const server = new Server({ name: "epicme", title: "EpicMe journal", version: options.version }, {
    capabilities: { tools: {} },
    instructions: INSTRUCTIONS,
    requestState: {
      verify: (state, context) =>
        seals.verify(state, context).catch((error) => {
          recordRefusal(body, { session, outcome: "invalid" });
          throw error;
        }),
    },
  });
  serveTools(server, { session, ...options });
  return server;
}
