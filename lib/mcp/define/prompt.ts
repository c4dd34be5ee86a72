import type { EmbeddedResource, PromptMessage } from "@modelcontextprotocol/server";
import type { Scope } from "../../scopes.ts";
import type { Completer } from "./completer.ts";
import type { RequestContext } from "./request_context.ts";

/** An argument of a prompt; its value is always a text (MCP, Prompts). */
export interface PromptArgument {
  title: string;
  description: string;
  required?: true;
  complete: Completer;
}

interface Definition<Name extends string> {
  /** snake_case, verb first. */
  name: string;
  title: string;
  description: string;
  /** Every scope that it needs, and that its completions need. */
  scopes: readonly Scope[];
  arguments: Readonly<Record<Name, PromptArgument>>;
  /** Returns what is put before the model. Throws JournalError for arguments that lead nowhere. */
  run(args: Partial<Record<Name, string>>, context: RequestContext): Promise<PromptMessage[]>;
}

/** A prompt as the protocol layer sees it. */
export type Prompt = Definition<string>;

/** Returns the prompt that `definition` describes. */
export function definePrompt<Name extends string>(definition: Definition<Name>): Prompt {
  return definition;
}

/** What the person asks for. */
export function says(text: string): PromptMessage {
  return { role: "user", content: { type: "text", text } };
}

/** What goes with it, as it would be read by its URI. */
export function shows(resource: EmbeddedResource["resource"]): PromptMessage {
  return { role: "user", content: { type: "resource", resource } };
}
