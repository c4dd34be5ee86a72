import { CLIENT_KEYS, TOOLS } from "../../../lib/mcp/mod.ts";

/** Where chance comes from. */
export interface Chance {
  chance(probability: number): boolean;
  pick<T>(values: readonly T[]): T;
}

const ADDED = Object.values(CLIENT_KEYS).flat();

/**
 * Returns arguments that mean the same as `args`, as some client would write them: null or an empty
 * text for what is not given, numbers, truths and lists as text, and a key of its own.
 */
export function asClientsWrite(
  tool: string,
  args: Record<string, unknown>,
  random: Chance,
): Record<string, unknown> {
  const properties = TOOLS.find(({ name }) => name === tool)?.inputSchema.properties ?? {};
  const [isText, isNull] = [random.chance(0.3), random.chance(0.3)];
  const written = Object.keys(properties).flatMap((name) => {
    const value = args[name];
    if (value === undefined) return isNull ? [[name, random.pick([null, ""])]] : [];
    const canBeText = ["array", "boolean", "integer"].includes(properties[name].type ?? "");
    return [[name, isText && canBeText ? JSON.stringify(value) : value]];
  });
  return {
    ...args,
    ...Object.fromEntries(written),
    ...random.chance(0.2) && { [random.pick(ADDED)]: "x" },
  };
}
