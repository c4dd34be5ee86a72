import { findPrompt } from "../prompts/mod.ts";
import { findTool } from "../tools/mod.ts";
import { isObject, type Property, readArguments } from "./read_arguments.ts";

/**
 * Returns a JSON-RPC message as it is meant. Many clients write null for what is not there, which no
 * member of the protocol's params may be: such members are left out, and arguments are read as
 * `readArguments` does. Whatever is wrong besides stays as it is, to be refused where it is used.
 */
export function readMessage(body: unknown): unknown {
  if (!isObject(body) || typeof body.method !== "string") return body;
  const { params, ...rest } = body;
  if (params === undefined || params === null) return rest;
  if (!isObject(params)) return body;
  return { ...rest, params: readParams(body.method, params) };
}

function readParams(method: string, params: Record<string, unknown>): Record<string, unknown> {
  const { arguments: args, ...members } = params;
  const properties = propertiesOf(method, params.name);
  const read = withoutNulls(properties ? members : params);
  return properties ? { ...read, arguments: readArguments(args, properties) } : read;
}

/** What the tool or the prompt that a message names takes; undefined if it names none. */
function propertiesOf(
  method: string,
  name: unknown,
): Readonly<Record<string, Property>> | undefined {
  if (typeof name !== "string") return undefined;
  if (method === "tools/call") return findTool(name)?.inputSchema.properties;
  const prompt = method === "prompts/get" ? findPrompt(name) : undefined;
  // All arguments of prompts are texts (MCP, Prompts).
  return prompt && Object.fromEntries(Object.keys(prompt.arguments).map((name) => [name, {}]));
}

/** No params of the protocol are deeper than `capabilities.tasks.requests.tools.call`. */
const MAX_DEPTH = 5;

function withoutNulls(object: Record<string, unknown>, depth = 0): Record<string, unknown> {
  if (!hasNull(object, depth)) return object;
  const members = Object.entries(object).filter(([, value]) => value !== null).map((
    [name, value],
  ) => [name, isObject(value) && depth < MAX_DEPTH ? withoutNulls(value, depth + 1) : value]);
  return Object.fromEntries(members);
}

/** Nearly no message has one: those without are not copied. */
function hasNull(object: Record<string, unknown>, depth: number): boolean {
  for (const name in object) {
    const value = object[name];
    if (value === null) return true;
    if (depth < MAX_DEPTH && isObject(value) && hasNull(value, depth + 1)) return true;
  }
  return false;
}
