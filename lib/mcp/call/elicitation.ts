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
import type { Question } from "../define/confirm.ts";

/** The person behind a call, as far as the client lets us speak to them. */
export interface Person {
  readonly canBeAsked: boolean;
  /** What they said to this question in the round before; undefined if it was another one. */
  answerTo(asked: Asked): "yes" | "no" | undefined;
  /** The result that makes the client ask them and call again. */
  ask(tool: string, question: Question): Promise<InputRequiredResult>;
}

/** What was asked. It travels through the client, sealed but readable. */
export interface Asked {
  tool: string;
  target: string;
}

/** Seals what was asked, so that no client can make up a question that nobody has seen. */
export type Seals = RequestStateCodec<Asked>;

const SECONDS_TO_ANSWER = 300;
const NAME = "agreement";

/** Returns the seals of `key`, for five minutes and for the holder of the session only. */
export function createSeals(key: Uint8Array): Seals {
  return createRequestStateCodec<Asked>({ key, ttlSeconds: SECONDS_TO_ANSWER, bind: holderOf });
}

/** Returns the person behind the call that `context` belongs to; in 2025 nobody could be asked. */
export function personOf(
  context: ServerContext,
  { seals, era }: { seals: Seals; era: "modern" | "legacy" },
): Person {
  const { mcpReq } = context;
  return {
    canBeAsked: era === "modern" && hasForms(mcpReq.envelope),
    answerTo({ tool, target }) {
      // Verified by the server before the call came here.
      const asked = mcpReq.requestState<Asked>();
      const response = inputResponse(mcpReq.inputResponses, NAME);
      if (asked?.tool !== tool || asked.target !== target || response.kind !== "elicit") return;
      return response.action === "accept" ? "yes" : "no";
    },
    async ask(tool, { message, target }) {
      // A form without fields: accepting it is the whole answer.
      const form = { message, requestedSchema: { type: "object" as const, properties: {} } };
      return inputRequired({
        inputRequests: { [NAME]: inputRequired.elicit(form) },
        requestState: await seals.mint({ tool, target }, context),
      });
    },
  };
}

/** Who may use the answer: this person through this client. */
function holderOf({ http }: ServerContext): string {
  const holder = http?.authInfo?.extra?.holder;
  if (typeof holder !== "string") throw new Error("The request has no holder");
  return holder;
}

/** A client that names no mode has forms (MCP, Elicitation, Capabilities). */
function hasForms(envelope: Record<string, unknown> = {}): boolean {
  const capabilities = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
  const elicitation = capabilities?.elicitation;
  return elicitation !== undefined && (elicitation.form !== undefined || !elicitation.url);
}
