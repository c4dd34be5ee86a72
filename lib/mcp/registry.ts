import type { Scope } from "../scopes.ts";
import type { Prompt } from "./define/prompt.ts";
import { findPrompt } from "./prompts/mod.ts";
import type { Resource } from "./define/resource.ts";
import { findResource, findTemplate } from "./resources/mod.ts";
import { scopesOfCall, type Tool } from "./define/tool.ts";
import { TOOLS } from "./tools/mod.ts";

const byName = new Map(TOOLS.map((tool) => [tool.name, tool]));

/** Returns the tool called `name`, if there is one. */
export function findTool(name: string): Tool | undefined {
  return byName.get(name);
}

/** What a request asks for. */
export interface Operation {
  /** For the log: a tool that exists, else the shape of the method, never a client's free text. */
  name: string;
  /** All that it needs. */
  scopes: Scope[];
}

/**
 * Returns the operation in `body`, a JSON-RPC message or a batch of them. Operations that say
 * nothing about a person, such as `initialize` or `tools/list`, need no scope; neither does what
 * we do not know, since the protocol layer refuses it.
 */
export function operationOf(body: unknown): Operation {
  if (!Array.isArray(body)) return operationOfMessage(body as Message | null);
  const scopes = body.flatMap((message) => operationOfMessage(message).scopes);
  return { name: "batch", scopes: [...new Set(scopes)] };
}

/** What one message asks for, of what there is: a tool, a prompt or a resource. */
export interface Requested {
  tool?: Tool;
  args?: unknown;
  prompt?: Prompt;
  read?: { resource: Resource; id: string };
}

/** What is asked for in `body`, a message or a batch of them. */
export function requestsOf(body: unknown): Requested[] {
  const messages = (Array.isArray(body) ? body : [body]) as (Message | null)[];
  return messages.map((message) => {
    const { name, uri, arguments: args } = message?.params ?? {};
    switch (message?.method) {
      case "tools/call":
        return { tool: findTool(text(name)), args };
      case "prompts/get":
        return { prompt: findPrompt(text(name)) };
      case "resources/read":
        return { read: findResource(text(uri)) };
      default:
        return {};
    }
  });
}

interface Message {
  method?: unknown;
  params?: {
    name?: unknown;
    arguments?: unknown;
    uri?: unknown;
    ref?: Reference | null;
    notifications?: { resourceSubscriptions?: unknown } | null;
  } | null;
}

/** What an argument belongs to (MCP, Completion). Nothing keeps a client from saying more than one. */
interface Reference {
  type?: unknown;
  name?: unknown;
  uri?: unknown;
}

function operationOfMessage(message: Message | null): Operation {
  const method = text(message?.method);
  const params = message?.params;
  switch (method) {
    case "tools/call": {
      const tool = findTool(text(params?.name));
      return tool
        ? { name: tool.name, scopes: scopesOfCall(tool, params?.arguments) }
        : { name: "unknown tool", scopes: [] };
    }
    case "prompts/get":
      return { name: method, scopes: scopesOf(findPrompt(text(params?.name))) };
    case "resources/read":
      return { name: method, scopes: scopesOf(findResource(text(params?.uri))?.resource) };
    case "completion/complete":
      return { name: method, scopes: scopesOfReference(params?.ref) };
    case "subscriptions/listen":
      return {
        name: method,
        scopes: scopesOfResources(params?.notifications?.resourceSubscriptions),
      };
    default:
      return { name: /^[a-zA-Z/_]{1,40}$/.test(method) ? method : "unknown", scopes: [] };
  }
}

/** What completes an argument shows what reading would. Its type decides, as it does when served. */
function scopesOfReference(reference?: Reference | null): Scope[] {
  return reference?.type === "ref/prompt"
    ? scopesOf(findPrompt(text(reference.name)))
    : scopesOf(findTemplate(text(reference?.uri)));
}

function scopesOfResources(uris: unknown): Scope[] {
  const each = Array.isArray(uris) ? uris : [];
  return [...new Set(each.flatMap((uri) => scopesOf(findResource(text(uri))?.resource)))];
}

/** What does not exist needs no scope: the protocol layer refuses it. */
function scopesOf(operation?: { scopes: readonly Scope[] }): Scope[] {
  return [...operation?.scopes ?? []];
}

/** Not `String()`, which runs what the client calls `toString`. */
function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
