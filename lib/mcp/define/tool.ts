import { z } from "zod";
import type { Scope } from "../../scopes.ts";
import type { Confirmation } from "./confirm.ts";
import type { PageRequest } from "./open_page.ts";
import type { ToolContext } from "./tool_context.ts";

/** Hints for the client, all four of them explicit (MCP, ToolAnnotations). */
export interface Annotations {
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: boolean;
}

/** The same facts twice: `structured` is the truth, `text` says it in fewer words. */
export interface Answer<Output> {
  structured: Output;
  text: string;
  /** The resource that the answer is about, for clients that keep it at hand. */
  link?: { uri: string; name: string };
  /** Further ones, that belong to it. */
  files?: { uri: string; name: string; mimeType: string; size: number; description?: string }[];
  /** A picture to look at, in base64. */
  image?: { data: string; mimeType: string };
}

/** The schema of what a tool answers as data; undefined where its content is all. */
type OutputSchema = z.ZodObject | undefined;

interface Definition<Input extends z.ZodObject, Output extends OutputSchema> {
  /** snake_case, verb first. */
  name: string;
  title: string;
  description: string;
  annotations: Annotations;
  /** Every scope that each call needs. Challenges, listings and documentation follow from it. */
  scopes: readonly Scope[];
  /** The scope that an argument needs in addition when it is `true`. */
  argumentScopes?: { readonly [Argument in keyof z.infer<Input>]?: Scope };
  input: Input;
  output: Output;
  /** `_meta` of the tool in the listing, such as the app that shows its result. */
  meta?: Readonly<Record<string, unknown>>;
  /** Answers the call, or asks the person first: then it is called again with their answer. */
  run(
    input: z.infer<Input>,
    context: ToolContext,
  ): Promise<Ran<Output extends z.ZodObject ? z.input<Output> : undefined>>;
}

/** What a tool comes to. */
export type Ran<Output> =
  | Answer<Output>
  | { confirmation: Confirmation }
  | { page: PageRequest<Answer<Output>> };

/** A tool as the protocol layer sees it. Its JSON Schemas are made once, when they are first asked for. */
export interface Tool
  extends Omit<Definition<z.ZodObject, OutputSchema>, "run" | "argumentScopes"> {
  argumentScopes: Readonly<Record<string, Scope>>;
  readonly inputSchema: JsonSchema;
  readonly outputSchema?: JsonSchema;
  run(input: unknown, context: ToolContext): Promise<Ran<Record<string, unknown> | undefined>>;
}

type JsonSchema = {
  type: "object";
  properties: Readonly<Record<string, { readonly type?: string }>>;
  [keyword: string]: unknown;
};

/** Returns the tool that `definition` describes. */
export function defineTool<Input extends z.ZodObject, Output extends OutputSchema>(
  definition: Definition<Input, Output>,
): Tool & { output: Output } {
  const { input, output } = definition;
  let inputSchema: JsonSchema | undefined;
  let outputSchema: JsonSchema | undefined;
  return {
    ...definition,
    argumentScopes: (definition.argumentScopes ?? {}) as Record<string, Scope>,
    get inputSchema() {
      return inputSchema ??= jsonSchema(input, "input");
    },
    get outputSchema() {
      return outputSchema ??= output && jsonSchema(output, "output");
    },
    run: definition.run as Tool["run"],
  };
}

/** Returns all the scopes that calling `tool` with `args` needs. */
export function scopesOfCall(tool: Tool, args: unknown): Scope[] {
  const given = (args ?? {}) as Record<string, unknown>;
  const asked = Object.entries(tool.argumentScopes).filter(([name]) => given[name] === true);
  return [...new Set([...tool.scopes, ...asked.map(([, scope]) => scope)])];
}

/**
 * A JSON Schema that is as short as it can be without saying less: it is sent to every model that
 * uses the tool. Without `$schema`: 2020-12 is MCP's default, and some validators refuse the key.
 */
function jsonSchema(schema: z.ZodObject, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override({ jsonSchema }) {
      if (jsonSchema.format) delete jsonSchema.pattern;
      // Forms made from schemas know what to do with a text, and not with one of two texts.
      if (
        jsonSchema.anyOf?.every((option) => typeof option === "object" && option.type === "string")
      ) {
        delete jsonSchema.anyOf;
        jsonSchema.type = "string";
      }
      // A client may hold a schema for an hour: what a newer version adds must not break it there.
      if (io === "output" && jsonSchema.additionalProperties === false) {
        delete jsonSchema.additionalProperties;
      }
      // Names always are texts.
      if (Object.keys(jsonSchema.propertyNames ?? {}).join() === "type") {
        delete jsonSchema.propertyNames;
      }
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return json as JsonSchema;
}

/** Reads and changes nothing. */
export const READS: Annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

/** What can also be given as an address of others, from which it is fetched then. */
export function orFetches(annotations: Annotations): Annotations {
  return { ...annotations, openWorldHint: true };
}

/** Adds something each time it is called. */
export const ADDS: Annotations = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: false,
  openWorldHint: false,
};

/** Changes or removes what is there; a second call changes nothing more. */
export const CHANGES: Annotations = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: true,
  openWorldHint: false,
};

/** Changes what is there; a second call can change more, such as by adding a text twice. */
export const REWRITES: Annotations = { ...CHANGES, idempotentHint: false };

/** Adds to what is there without taking away; a second call changes nothing more. */
export const SETS: Annotations = { ...CHANGES, destructiveHint: false };
