import { createMcpHandler, type McpServerFactory } from "@modelcontextprotocol/server";
import { answerAtOnce, isAnsweredAtOnce } from "./json_response.ts";
import { journalServer } from "./journal_server.ts";
import { isListen, listen, type Stream } from "./listen.ts";
import { createSeals } from "../call/elicitation.ts";
import { type RpcError, rpcError } from "./rpc_error.ts";
import { serverInfo } from "./server_info.ts";
import type { Session } from "../define/session.ts";

export interface JournalHandlerOptions {
  version: string;
  /** The origin that people use. */
  publicUrl: URL;
  /** `all`: every tool is listed, and a call that needs more scope is challenged. */
  toolVisibility: "all" | "granted";
  /** Told of faults of ours; the client gets an internal error without details. */
  onFault: (error: unknown) => void;
  /** 32 random bytes, the same in every instance: they seal what the person is asked. */
  sealKey: Uint8Array;
  /** Where a person can do what their client cannot ask them about; none if accounts are elsewhere. */
  accountPage?: string;
}

const TOO_MANY_STREAMS: RpcError = {
  code: -32000,
  message: "Too many streams are open: close one first",
  headers: { "retry-after": "60" },
};

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
  /** Where a request to listen gets its stream; undefined if the person has too many. */
  openStream(): Stream | undefined;
}

/** Returns the handler of the MCP endpoint. */
export function createJournalHandler(options: JournalHandlerOptions): JournalHandler {
  const shared = { ...options, info: serverInfo(options), seals: createSeals(options.sealKey) };
  // One low-level server for each request, because requests share nothing. It dispatches on our own
  // tables: nothing is registered and no schema is made while somebody waits.
  const factory: McpServerFactory = ({ era, authInfo }) =>
    journalServer(authInfo?.extra as unknown as Extra, { ...shared, era });
  const handler = createMcpHandler(factory);
  return {
    async fetch(request, { session, holder, parsedBody: body, openStream }) {
      const extra = { session, holder, body };
      if (isListen(body)) {
        const stream = openStream();
        if (!stream) return rpcError(429, TOO_MANY_STREAMS);
        try {
          return await listen(request, { session, parsedBody: body, factory, stream });
        } catch (error) {
          // Nobody listens: what was opened for it must not count until the token ends.
          stream.onEnd();
          throw error;
        }
      }
      if (await isAnsweredAtOnce(request, body)) {
        const server = journalServer(extra, { ...shared, era: "legacy" });
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
