import { type Context, isVisible } from "./context.ts";
import { isId } from "../../ids.ts";
import { readMany } from "./read_many.ts";
import type { StoredEntry } from "./stored.ts";

/** Those of the ids that lead to an entry which the viewer may see now. */
export async function whichExist(
  context: Context,
  ids: readonly string[],
): Promise<Set<string>> {
  const { store, keys } = context;
  const candidates = [...new Set(ids.filter(isId))];
  const heads = await readMany<StoredEntry>(store.read, candidates.map(keys.entry));
  return new Set(
    candidates.filter((_, n) => {
      const { value } = heads[n];
      return value !== null && isVisible(context, value);
    }),
  );
}
