import type { TraceContext } from "../../telemetry/spans.ts";
import type { Scope } from "../../scopes.ts";
import type { Prompt } from "../define/prompt.ts";
import { scopesOfCall, type Tool } from "../define/tool.ts";
import { findPrompt } from "../prompts/mod.ts";
import { findResource, findTemplate, type FoundResource } from "../resources/mod.ts";
import { findTool } from "../tools/mod.ts";
import { readMessage } from "./read_message.ts";
import { parseTraceparent } from "./trace_context.ts";

/** One JSON-RPC message, as far as we understand it. */
export interface Message {
  /** For the log: a tool that exists, else the shape of the method, never a client's free text. */
  readonly operation: string;
  /** All scopes that it needs. What does not exist needs none: the protocol layer refuses it. */
  readonly scopes: readonly Scope[];
  readonly tool?: Tool;
  /** The arguments of the tool, as they are meant. */
  readonly args?: unknown;
  readonly prompt?: Prompt;
  readonly resource?: FoundResource;
  /** The URIs to hear about, where the message asks for a stream of changes. */
  readonly listenTo?: readonly string[];
  /** Whether the client has asked how far a tool call is. */
  readonly hasProgressToken: boolean;
}

/** The body of a request, parsed once: everything that looks at a request looks at this. */
export interface ParsedRequest {
  /** As it is meant, for the SDK: what is checked is what runs. */
  readonly body: unknown;
  /** One, or those of a batch. */
  readonly messages: readonly Message[];
  /** Of the message, or `batch`. */
  readonly operation: string;
  /** All scopes that all messages need. */
  readonly scopes: readonly Scope[];
  /** The trace that the client has begun. A batch has none. */
  readonly trace?: TraceContext;
}

/** Parses a JSON body, whatever it holds: a message, a batch, or anything else. */
export function parseRequest(sent: unknown): ParsedRequest {
  if (!Array.isArray(sent)) {
    const body = readMessage(sent);
    const message = parseMessage(body);
    const { operation, scopes } = message;
    const trace = parseTraceparent(paramsOf(body)._meta?.traceparent);
    return { body, messages: [message], operation, scopes, trace };
  }
  const body = sent.map(readMessage);
  const messages = body.map(parseMessage);
  const scopes = new Set(messages.flatMap((message) => message.scopes));
  return { body, messages, operation: "batch", scopes: [...scopes] };
}

/** What a client may have sent as `params`: nothing is known of the types of its parts. */
interface Params {
  name?: unknown;
  arguments?: unknown;
  uri?: unknown;
  ref?: { type?: unknown; name?: unknown; uri?: unknown } | null;
  notifications?: { resourceSubscriptions?: unknown } | null;
  _meta?: { progressToken?: unknown; traceparent?: unknown } | null;
}

/** The one place where a body is taken for what it should be. */
function paramsOf(body: unknown): Params {
  return (body as { params?: Params | null } | null | undefined)?.params ?? {};
}

function parseMessage(body: unknown): Message {
  const method = text((body as { method?: unknown } | null)?.method);
  const params = paramsOf(body);
  const hasProgressToken = params._meta?.progressToken !== undefined;
  return {
    operation: nameOf(method),
    scopes: [],
    hasProgressToken,
    ...parseParams(method, params),
  };
}

function parseParams(method: string, params: Params): Partial<Message> {
  switch (method) {
    case "tools/call": {
      const tool = findTool(text(params.name));
      const args = params.arguments;
      if (!tool) return { operation: "unknown tool" };
      return { operation: tool.name, scopes: scopesOfCall(tool, args), tool, args };
    }
    case "prompts/get": {
      const prompt = findPrompt(text(params.name));
      return prompt ? { scopes: prompt.scopes, prompt } : {};
    }
    case "resources/read": {
      const resource = findResource(text(params.uri));
      return resource ? { scopes: resource.resource.scopes, resource } : {};
    }
    case "completion/complete":
      return { scopes: scopesOfReference(params.ref) };
    case "subscriptions/listen": {
      const listenTo = urisIn(params.notifications?.resourceSubscriptions);
      const scopes = listenTo.flatMap((uri) => findResource(uri)?.resource.scopes ?? []);
      return { scopes: [...new Set(scopes)], listenTo };
    }
    default:
      return {};
  }
}

/**
 * Completions of an argument show what reading would. The type of the reference decides, as it does
 * when the completion is served: a client can send a name and a URI (MCP, Completion).
 */
function scopesOfReference(reference: Params["ref"]): readonly Scope[] {
  const completed = reference?.type === "ref/prompt"
    ? findPrompt(text(reference.name))
    : findTemplate(text(reference?.uri));
  return completed?.scopes ?? [];
}

function urisIn(uris: unknown): string[] {
  const texts = Array.isArray(uris) ? uris.filter((uri) => typeof uri === "string") : [];
  return [...new Set(texts)];
}

function nameOf(method: string): string {
  return /^[a-zA-Z/_]{1,40}$/.test(method) ? method : "unknown";
}

/** Not `String()`, which runs what the client calls `toString`. */
function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
