import { ProtocolError, ProtocolErrorCode, type Server } from "@modelcontextprotocol/server";
import { perform } from "../call/perform.ts";
import { noArgument } from "../define/describe_problem.ts";
import type { Prompt } from "../define/prompt.ts";
import { hasScopes } from "../define/request_context.ts";
import { findPrompt, PROMPTS } from "../prompts/mod.ts";
import type { ServeOptions } from "./serve_options.ts";

const LISTED = new Map(PROMPTS.map((prompt) => [prompt, listed(prompt)]));

/** Lets `server` list the prompts and fill them from the journal (MCP, Prompts). */
export function servePrompts(server: Server, options: ServeOptions): void {
  const { context, toolVisibility } = options;
  server.setRequestHandler("prompts/list", () => ({
    prompts: PROMPTS.filter(({ scopes }) => toolVisibility === "all" || hasScopes(context, scopes))
      .map((prompt) => LISTED.get(prompt)!),
  }));
  server.setRequestHandler("prompts/get", async ({ params }) => {
    const prompt = findPrompt(params.name);
    if (!prompt) refuse(`Unknown prompt: ${params.name}`);
    const { name, scopes, description } = prompt;
    const messages = await perform({
      ...{ name, scopes },
      run: async () => await prompt.run(checkArguments(prompt, params.arguments), context),
      record: (outcome) => ({ tool: name, outcome }),
    }, options);
    return { description, messages };
  });
}

function listed({ name, title, description, arguments: args }: Prompt) {
  return {
    ...{ name, title, description },
    arguments: Object.entries(args).map(([name, { title, description, required = false }]) => ({
      ...{ name, title, description, required },
    })),
  };
}

/** Forms send what was left empty: that is the same as not given. */
function checkArguments(prompt: Prompt, given: Record<string, string> = {}) {
  const values = Object.entries(given).filter(([, value]) => value.trim() !== "");
  const names = Object.keys(prompt.arguments);
  const wrong = values.find(([name]) => !names.includes(name));
  const takes = `${prompt.name} takes ${names.join(", ")}`;
  if (wrong) refuse(`${noArgument(wrong[0], names)}. ${takes}.`);
  const args = Object.fromEntries(values);
  const missing = names.find((name) => prompt.arguments[name].required && !(name in args));
  if (missing) refuse(`${missing} is missing. ${takes}.`);
  return args;
}

function refuse(message: string): never {
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
