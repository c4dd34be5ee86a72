import { ProtocolError, ProtocolErrorCode, type Server } from "@modelcontextprotocol/server";
import type { Scope } from "../../scopes.ts";
import { type Completer, MAX_VALUES } from "../define/completer.ts";
import { findPrompt } from "../prompts/mod.ts";
import { asProtocolError } from "./protocol_error.ts";
import { findTemplate } from "../resources/mod.ts";
import type { Session } from "../define/session.ts";

export interface ServeCompletionsOptions {
  session: Session;
  onFault: (error: unknown) => void;
}

/** Nobody types more than this before choosing. */
const MAX_CHARACTERS = 200;

/** Lets `server` complete arguments of prompts and templates (MCP, Completion). */
export function serveCompletions(server: Server, options: ServeCompletionsOptions): void {
  const { session } = options;
  server.setRequestHandler("completion/complete", async ({ params: { ref, argument } }) => {
    const { complete, scopes } = ref.type === "ref/prompt"
      ? completionOfPrompt(ref.name, argument.name)
      : completionOfTemplate(ref.uri, argument.name);
    try {
      // The second lock: the guard has checked the same before the request came here.
      if (!scopes.every((scope) => session.scopes.has(scope))) {
        throw new Error("The guard let a completion pass without its scopes");
      }
      const values = await complete(session, argument.value.slice(0, MAX_CHARACTERS));
      const hasMore = values.length > MAX_VALUES;
      return { completion: { values: values.slice(0, MAX_VALUES), hasMore } };
    } catch (error) {
      throw asProtocolError(error, options);
    }
  });
}

/** How an argument is completed, and what that needs. */
interface Completion {
  complete: Completer;
  scopes: readonly Scope[];
}

function completionOfPrompt(name: string, argument: string): Completion {
  const prompt = findPrompt(name);
  if (!prompt) refuse(`Unknown prompt: ${name}`);
  // Not `in`, nor by the name alone: every object has a `constructor`.
  const found = Object.entries(prompt.arguments).find(([each]) => each === argument);
  if (!found) refuse(`${name} has no argument ${argument}`);
  return { complete: found[1].complete, scopes: prompt.scopes };
}

function completionOfTemplate(uri: string, argument: string): Completion {
  const template = findTemplate(uri);
  if (!template) refuse(`Unknown resource template: ${uri}`);
  const { completeId, scopes } = template;
  return argument === "id" && completeId
    ? { complete: completeId, scopes }
    : refuse(`${uri} has no argument ${argument}`);
}

function refuse(message: string): never {
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, message.slice(0, 300));
}
