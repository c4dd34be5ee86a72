import type { Context } from "../store/context.ts";
import { LimitError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import type { TagTable } from "../store/stored.ts";
import { listTags } from "./read_tags.ts";

/** So many times the limit there can be with the tags that some viewers do not see. */
const HARD_FACTOR = 2;

/**
 * Throws LimitError unless `added` more tags may exist for the viewer. Hidden tags take no room from
 * viewers who do not see them: an error must not tell how many there are.
 */
export async function refuseFull(
  context: Context,
  { table, added }: { table: Deno.KvEntryMaybe<TagTable>; added: number },
): Promise<void> {
  const limit = LIMITS.tagsPerUser;
  const all = (table.value?.count ?? 0) + added;
  if (all <= limit) return;
  const actual = context.includePrivate ? all : (await listTags(context)).length + added;
  const unit = "tags";
  if (actual > limit) throw new LimitError("Journal", { actual, limit, unit });
  // Only who has made many tags private can come so far.
  if (all > HARD_FACTOR * limit) {
    throw new LimitError("Journal", { actual: limit + added, limit, unit });
  }
}
