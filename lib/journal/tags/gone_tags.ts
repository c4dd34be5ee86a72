import { isId } from "../../ids.ts";
import type { Context } from "../store/context.ts";
import { readMany } from "../store/read_many.ts";

/** Those of the ids that were deleted tags': entries may still hold them, so none may come back. */
export async function readGoneTags(
  { store, keys }: Context,
  ids: readonly string[],
): Promise<Set<string>> {
  const known = ids.filter(isId);
  const gone = await readMany(store.read, known.map(keys.goneTag));
  return new Set(known.filter((_, n) => gone[n].value !== null));
}
