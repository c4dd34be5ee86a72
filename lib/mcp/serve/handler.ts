import type { AuthError } from "../../auth/mod.ts";
import { createMcpHandler, type McpServerFactory } from "@modelcontextprotocol/server";
import { createConfirmationCodec } from "../call/elicitation.ts";
import { acceptedForms, acceptingBoth } from "../request/accept.ts";
import { Exchange, type ExchangeParts } from "../request/exchange.ts";
import { answerDirectly, readDirectCall } from "./direct_call.ts";
import { journalServer } from "./journal_server.ts";
import { answerWithJson, asEventStream, asksForProgress, isOf2025 } from "./json_response.ts";
import { listen, listenedUris, type Stream } from "./listen.ts";
import { type RpcError, rpcError } from "./rpc_error.ts";
import { serverInfo } from "./server_info.ts";

export interface JournalHandlerOptions {
  version: string;
  /** The origin that people use. */
  publicUrl: URL;
  /** `all`: every tool is listed, and a call that needs more scope is challenged. */
  toolVisibility: "all" | "granted";
  /** Called with faults of ours; the client gets an internal error without details. */
  onFault: (error: unknown) => void;
  /** 32 random bytes, the same in every instance: they seal what the person is asked. */
  sealKey: Uint8Array;
}

/** Serves MCP to a request's context, in protocol 2026-07-28 and every 2025 revision. */
export interface JournalHandler {
  /**
   * Answers a POST whose body has been parsed already.
   *
   * @throws {AuthError} for a request that turns out to need more scopes than its token has
   */
  fetch(request: Request, options: JournalRequestOptions): Promise<Response>;
  close(): Promise<void>;
}

export interface JournalRequestOptions extends ExchangeParts {
  /** Opens the stream of a request to listen; `undefined` if the person has too many. */
  openStream(): Stream | undefined;
}

const TOO_MANY_STREAMS: RpcError = {
  code: -32000,
  message: "Too many streams are open: close one first",
  headers: { "retry-after": "60" },
};

/** Returns the handler of the MCP endpoint. */
export function createJournalHandler(options: JournalHandlerOptions): JournalHandler {
  const shared = {
    ...options,
    info: serverInfo(options),
    confirmations: createConfirmationCodec(options.sealKey),
  };
  // One low-level server for each request, because requests share nothing. It dispatches on our own
  // tables: nothing is registered and no schema is made while somebody waits.
  const factory: McpServerFactory = ({ era, authInfo }) =>
    journalServer(Exchange.from(authInfo), { ...shared, era });
  const handler = createMcpHandler(factory);

  async function answer(request: Request, exchange: Exchange): Promise<Response> {
    const { request: parsed, authInfo } = exchange;
    const { body } = parsed;
    const forms = acceptedForms(request.headers.get("accept"));
    const call = forms.json ? readDirectCall(request, parsed) : undefined;
    if (call) {
      const { context } = exchange;
      const refuse = (error: AuthError) => exchange.refuse(error);
      const options = { ...shared, context, refuse, era: call.era };
      return await answerDirectly(request, { call, exchange, options });
    }
    const isReadable = forms.json || forms.stream;
    if (!isReadable || !await isOf2025(request, parsed)) {
      return await handler.fetch(request, { parsedBody: body, authInfo });
    }
    const readable = acceptingBoth(request);
    if (forms.stream && asksForProgress(parsed)) {
      return await handler.fetch(readable, { parsedBody: body, authInfo });
    }
    const server = journalServer(exchange, { ...shared, era: "legacy" });
    const document = await answerWithJson(server, { request: readable, body });
    return forms.json ? document : await asEventStream(document);
  }

  return {
    async fetch(request, { openStream, ...parts }) {
      const exchange = new Exchange(parts);
      const parsed = exchange.request;
      if (listenedUris(parsed)) {
        const stream = openStream();
        if (!stream) return rpcError(429, TOO_MANY_STREAMS);
        try {
          return await listen(request, { exchange, factory, stream });
        } catch (error) {
          // Nobody listens: what was opened for it must not count until the token ends.
          stream.onEnd();
          throw error;
        }
      }
      const response = await answer(request, exchange);
      // An event stream has begun before the tool has: there its result says the same.
      exchange.throwIfRefused();
      return response;
    },
    close: () => handler.close(),
  };
}
