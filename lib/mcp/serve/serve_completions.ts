import { ProtocolError, ProtocolErrorCode, type Server } from "@modelcontextprotocol/server";
import type { Scope } from "../../scopes.ts";
import { perform } from "../call/perform.ts";
import { type Completer, MAX_VALUES } from "../define/completer.ts";
import { findPrompt } from "../prompts/mod.ts";
import { findTemplate } from "../resources/mod.ts";
import type { ServeOptions } from "./serve_options.ts";

/** Nobody types more than this before choosing. */
const MAX_CHARACTERS = 200;

/** Lets `server` complete arguments of prompts and templates (MCP, Completion). */
export function serveCompletions(server: Server, options: ServeOptions): void {
  const { context } = options;
  server.setRequestHandler("completion/complete", async ({ params: { ref, argument } }) => {
    const { complete, scopes } = ref.type === "ref/prompt"
      ? completionOfPrompt(ref.name, argument.name)
      : completionOfTemplate(ref.uri, argument.name);
    const values = await perform({
      name: "completion/complete",
      scopes,
      run: () => complete(context, argument.value.slice(0, MAX_CHARACTERS)),
    }, options);
    return {
      completion: { values: values.slice(0, MAX_VALUES), hasMore: values.length > MAX_VALUES },
    };
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
