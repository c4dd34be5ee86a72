import { FORMAT_LIMITS } from "../limits.ts";
import { shorten } from "./shorten.ts";

/** What a record says beside the members that were taken, each with `prefix` before its name. */
export function untaken(
  record: unknown,
  taken: readonly string[],
  prefix = "",
): Record<string, unknown> {
  if (typeof record !== "object" || record === null) return {};
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name, value]) => !taken.includes(name) && saysSomething(value))
      .map(([name, value]) => [prefix + name, value]),
  );
}

/** A note of members that nobody has taken; so what nobody has thought of is told, too. */
export function leftovers(...rests: Record<string, unknown>[]): string[] {
  const rest = rests.flatMap((each) => Object.entries(each))
    .map(([name, value]) => `${name} ${shown(value)}`);
  if (rest.length === 0) return [];
  return [shorten(`Not taken: ${rest.join(", ")}`, FORMAT_LIMITS.noteCharacters)];
}

/** Apps write null, false, 0 and empty lists where nobody has said anything. */
function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return typeof value === "string" ? value.trim() !== "" : Boolean(value);
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value) ?? "";
  return shorten(text.slice(0, 200).replace(/\s+/g, " "), 80).toWellFormed();
}
