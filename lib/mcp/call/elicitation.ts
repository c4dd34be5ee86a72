import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  createRequestStateCodec,
  inputRequired,
  type InputRequiredResult,
  inputResponse,
  type RequestStateCodec,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { Confirmation } from "../define/confirm.ts";
import type { PageRequest } from "../define/open_page.ts";
import type { Era } from "../define/era.ts";
import { Exchange } from "../request/exchange.ts";
import type { CallContext } from "./call_context.ts";

/** Asking the person through their client (MCP, Elicitation). */
export interface Elicitation {
  /** Whether the client can ask. */
  readonly isSupported: boolean;
  /** Whether the client can ask them to open a page. */
  readonly opensPages: boolean;
  /** Returns the answer of the round before; `undefined` if that was about something else. */
  answerTo(state: ConfirmationState): (typeof ANSWERS)[keyof typeof ANSWERS] | undefined;
  /** Returns the result that makes the client ask the person and call again. */
  ask(tool: string, confirmation: Confirmation): Promise<InputRequiredResult>;
  /** Returns the result that makes the client ask the person to open a page, and call again. */
  askToOpen(
    tool: string,
    page: Pick<PageRequest<unknown>, "message" | "url">,
  ): Promise<InputRequiredResult>;
}

/** What was asked. It travels through the client, sealed but readable. */
export interface ConfirmationState {
  tool: string;
  target: string;
}

/** Seals confirmation states, so that no client can make up one that nobody has seen. */
export type ConfirmationCodec = RequestStateCodec<ConfirmationState>;

const ANSWERS = { accept: "yes", decline: "no", cancel: "no answer" } as const;

const SECONDS_TO_ANSWER = 300;
const NAME = "agreement";

/** Returns the codec of `key`. A seal is good for five minutes, for one person and one client. */
export function createConfirmationCodec(key: Uint8Array): ConfirmationCodec {
  return createRequestStateCodec<ConfirmationState>({
    key,
    ttlSeconds: SECONDS_TO_ANSWER,
    bind: ({ http }) => Exchange.from(http?.authInfo).sealBinding,
  });
}

/** Returns how the person can be asked in the call that `context` belongs to. */
export function elicitationOf(
  context: CallContext,
  { confirmations, era }: { confirmations: ConfirmationCodec; era: Era },
): Elicitation {
  const { mcpReq } = context;
  // The codec asks for all of a context, and our `bind` reads what both have.
  const mint = (state: ConfirmationState) => confirmations.mint(state, context as ServerContext);
  return {
    // In 2025 the server asks in a session, and we keep none.
    isSupported: era === "modern" && hasForms(mcpReq.envelope),
    opensPages: era === "modern" && elicitationIn(mcpReq.envelope)?.url !== undefined,
    answerTo({ tool, target }) {
      // Verified by the server before the call came here.
      const asked = mcpReq.requestState<ConfirmationState>();
      const response = inputResponse(mcpReq.inputResponses, NAME);
      if (asked?.tool !== tool || asked.target !== target || response.kind !== "elicit") return;
      return ANSWERS[response.action];
    },
    async ask(tool, { message, target }) {
      // A form without fields: accepting it is the whole answer.
      const form = { message, requestedSchema: { type: "object" as const, properties: {} } };
      return inputRequired({
        inputRequests: { [NAME]: inputRequired.elicit(form) },
        requestState: await mint({ tool, target }),
      });
    },
    async askToOpen(tool, { message, url }) {
      return inputRequired({
        inputRequests: { [NAME]: inputRequired.elicitUrl({ message, url }) },
        requestState: await mint({ tool, target: url }),
      });
    },
  };
}

/** A client that names no mode has forms (MCP, Elicitation, Capabilities). */
function hasForms(envelope?: Record<string, unknown>): boolean {
  const elicitation = elicitationIn(envelope);
  return elicitation !== undefined && (elicitation.form !== undefined || !elicitation.url);
}

function elicitationIn(envelope: Record<string, unknown> = {}) {
  const capabilities = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
  return capabilities?.elicitation;
}
