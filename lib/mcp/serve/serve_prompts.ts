import { ProtocolError, ProtocolErrorCode, type Server } from "@modelcontextprotocol/server";
import { JournalError } from "../../journal/mod.ts";
import type { Prompt } from "../define/prompt.ts";
import { findPrompt, PROMPTS } from "../prompts/mod.ts";
import { asProtocolError } from "./protocol_error.ts";
import type { Session } from "../define/session.ts";

export interface ServePromptsOptions {
  session: Session;
  toolVisibility: "all" | "granted";
  onFault: (error: unknown) => void;
}

const LISTED = new Map(PROMPTS.map((prompt) => [prompt, listed(prompt)]));

/** Lets `server` list the prompts and fill them from one person's session (MCP, Prompts). */
export function servePrompts(server: Server, options: ServePromptsOptions): void {
  const { session, toolVisibility } = options;
  server.setRequestHandler("prompts/list", () => ({
    prompts: PROMPTS.filter((prompt) => toolVisibility === "all" || mayGet(prompt, session))
      .map((prompt) => LISTED.get(prompt)!),
  }));
  server.setRequestHandler("prompts/get", async ({ params }) => {
    const prompt = findPrompt(params.name);
    if (!prompt) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown prompt: ${params.name}`);
    }
    const record = (outcome: string) => session.activity.record({ tool: prompt.name, outcome });
    try {
      // The second lock: the guard has checked the same before the request came here.
      if (!mayGet(prompt, session)) {
        throw new Error(`The guard let ${prompt.name} pass without its scopes`);
      }
      const messages = await prompt.run(checkArguments(prompt, params.arguments), session);
      record("ok");
      return { description: prompt.description, messages };
    } catch (error) {
      record(error instanceof JournalError ? error.code : "fault");
      throw asProtocolError(error, options);
    }
  });
}

function mayGet({ scopes }: Prompt, session: Session): boolean {
  return scopes.every((scope) => session.scopes.has(scope));
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
  if (wrong) refuse(`There is no argument ${JSON.stringify(wrong[0].slice(0, 60))}. ${takes}.`);
  const args = Object.fromEntries(values);
  const missing = names.find((name) => prompt.arguments[name].required && !(name in args));
  if (missing) refuse(`${missing} is missing. ${takes}.`);
  return args;
}

function refuse(message: string): never {
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
