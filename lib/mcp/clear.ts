import { z } from "zod";
import { InvalidError } from "../journal/mod.ts";

/*
 * Clearing is an argument of its own. Strict modes of model APIs send null for everything that was
 * not meant, so null must not take anything away.
 */

/** The argument `clear`: which of `names` are to be empty. */
export function clearInput<Name extends string>(names: readonly Name[]) {
  const isName = (value: unknown) => names.some((name) => name === value);
  // One check for the whole list, as for tags.
  return z.custom<Name[]>(
    (value) => Array.isArray(value) && value.length <= names.length && value.every(isName),
    `Expected a list of ${names.join(", ")}`,
  ).optional().meta({
    type: "array",
    items: { type: "string", enum: [...names] },
    maxItems: names.length,
    description: "What to empty; null leaves it as it is",
  });
}

/** Returns the patch that empties `names`; throws InvalidError for one that `changes` sets. */
export function cleared<Name extends string>(
  names: readonly Name[] = [],
  changes: { readonly [Each in Name]?: unknown },
): { [Each in Name]?: null } {
  const both = names.find((name) => changes[name] !== undefined);
  if (both) {
    throw new InvalidError(`${both} is both given and cleared`, "Do one of the two");
  }
  return Object.fromEntries(names.map((name) => [name, null])) as { [Each in Name]?: null };
}
