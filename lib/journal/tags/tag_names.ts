import { LRUCache } from "lru-cache";
import type { Reader } from "../../kv/batched_reads.ts";
import type { Context } from "../store/context.ts";
import type { StoredSummary, StoredTag, TagTable } from "../store/stored.ts";
import { readTags, readTagTable } from "./find_tags.ts";
import { existingFor } from "./open_tags.ts";

/** The names of all tags of one journal, by id, as long as nothing about its tags changes. */
interface TagBook {
  versionstamp: string | null;
  names: ReadonlyMap<string, string>;
}

/** Enough for all tags of hundreds of people: some megabytes. */
const MAX_NAMES = 50_000;

const books = new WeakMap<Reader, LRUCache<string, TagBook>>();
const NO_NAMES: ReadonlyMap<string, string> = new Map();

/**
 * The name of each tag that the viewer is shown with these entries, by id; others may be among them.
 * The tag table tells whether those that are known are still right: whatever changes a name writes it.
 *
 * @param tagTable as it was a moment ago, where it was read already
 */
export async function readTagNames(
  context: Context,
  heads: readonly StoredSummary[],
  { tagTable: seen }: { tagTable?: Deno.KvEntryMaybe<TagTable> } = {},
): Promise<ReadonlyMap<string, string>> {
  if (heads.every(({ tagIds }) => tagIds.length === 0)) return NO_NAMES;
  if (heads.some(({ trashedAt }) => trashedAt !== undefined)) {
    const tags = await readTags(context, [...new Set(heads.flatMap(({ tagIds }) => tagIds))]);
    return new Map((await existingFor(context, tags)).map(({ id, name }) => [id, name]));
  }
  const known = booksOf(context).get(context.userId);
  // A tag that is not known may have been made since.
  const areKnown = known?.versionstamp === seen?.versionstamp &&
    heads.every(({ tagIds }) => tagIds.every((id) => known?.names.has(id)));
  if (known && areKnown) return known.names;
  const { versionstamp } = await readTagTable(context);
  return known?.versionstamp === versionstamp ? known.names : await readBook(context, versionstamp);
}

async function readBook(
  context: Context,
  versionstamp: string | null,
): Promise<ReadonlyMap<string, string>> {
  const { store, keys, userId } = context;
  const tags = store.read.list<StoredTag>({ prefix: keys.tags() }, { batchSize: 1_000 });
  const names = new Map<string, string>();
  for await (const { value: { id, name } } of tags) names.set(id, name);
  // What was read while something changed is shown once, and not kept.
  const after = await readTagTable(context);
  if (after.versionstamp === versionstamp) booksOf(context).set(userId, { versionstamp, names });
  return names;
}

function booksOf({ store }: Context): LRUCache<string, TagBook> {
  const known = books.get(store.read);
  if (known) return known;
  const made = new LRUCache<string, TagBook>({
    maxSize: MAX_NAMES,
    sizeCalculation: ({ names }) => 1 + names.size,
  });
  books.set(store.read, made);
  return made;
}
