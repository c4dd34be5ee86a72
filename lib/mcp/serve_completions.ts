import { ProtocolError, ProtocolErrorCode, type Server } from "@modelcontextprotocol/server";
import { type Completer, MAX_VALUES } from "./completions/completer.ts";
import { findPrompt } from "./prompts/mod.ts";
import { asProtocolError } from "./protocol_error.ts";
import { findTemplate } from "./resources/mod.ts";
import type { Session } from "./session.ts";

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
    const complete = ref.type === "ref/prompt"
      ? completerOfPrompt(ref.name, argument.name)
      : completerOfTemplate(ref.uri, argument.name);
    try {
      const values = await complete(session, argument.value.slice(0, MAX_CHARACTERS));
      const hasMore = values.length > MAX_VALUES;
      return { completion: { values: values.slice(0, MAX_VALUES), hasMore } };
    } catch (error) {
      throw asProtocolError(error, options);
    }
  });
}

function completerOfPrompt(name: string, argument: string): Completer {
  const prompt = findPrompt(name);
  if (!prompt) refuse(`Unknown prompt: ${name}`);
  // Not `in`, nor by the name alone: every object has a `constructor`.
  const found = Object.entries(prompt.arguments).find(([each]) => each === argument);
  return found ? found[1].complete : refuse(`${name} has no argument ${argument}`);
}

function completerOfTemplate(uri: string, argument: string): Completer {
  const template = findTemplate(uri);
  if (!template) refuse(`Unknown resource template: ${uri}`);
  const { completeId } = template;
  return argument === "id" && completeId
    ? completeId
    : refuse(`${uri} has no argument ${argument}`);
}

function refuse(message: string): never {
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, message.slice(0, 300));
}
