import type { Context } from "../store/context.ts";
import { NotFoundError } from "../errors.ts";
import { getEntry } from "./get_entry.ts";
import type { Entry } from "../model.ts";
import type { Plan, Write } from "../store/transact.ts";

/** A new entry, and the part of its write that makes its new tags, if it has some. */
export interface NewEntryPlan extends Required<Plan<Entry>> {
  writeTags?: Write;
}

/**
 * Plans an entry, unless the row at `key` says that it was made already: then that is the result.
 * The key is taken in the commit of the entry, so of two concurrent creates one sees the other.
 */
export async function planIdempotentCreate(
  context: Context,
  key: Deno.KvKey,
  { plan }: { plan: () => Promise<NewEntryPlan> },
): Promise<Plan<Entry>> {
  const made = await context.store.read.get<string>(key);
  const entry = made.value === null ? undefined : await findMade(context, made.value);
  if (entry && (context.includePrivate || !entry.isPrivate)) return { result: entry };
  const { result, write, writeTags } = await plan();
  // The viewer may not learn what became of an entry that it cannot see: it gets what it wrote. The
  // tags in that answer have to exist, as they do for an entry that is new.
  if (entry) return { result: { ...result, id: entry.id }, write: writeTags };
  return { result, write: (operation) => write(operation).check(made).set(made.key, result.id) };
}

/** Also a private entry, since it was made; not one that is purged. */
async function findMade(context: Context, id: string): Promise<Entry | undefined> {
  try {
    return await getEntry({ ...context, includePrivate: true }, id);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
