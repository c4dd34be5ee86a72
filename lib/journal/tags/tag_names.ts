import { LRUCache } from "lru-cache";
import type { Reader } from "../../kv/batched_reads.ts";
import type { Context } from "../store/context.ts";
import type { StoredSummary, StoredTag, TagTable } from "../store/stored.ts";
import { readTags, readTagTable } from "./find_tags.ts";
import { existingFor } from "./open_tags.ts";
import { listTags } from "./read_tags.ts";

/** The names of tags of one journal, by id, as long as nothing changes of which they depend. */
interface TagBook {
  versionstamp: string | null;
  names: ReadonlyMap<string, string>;
}

/** Enough for all tags of hundreds of people: some megabytes. */
const OPTIONS = { maxSize: 50_000, sizeCalculation: ({ names }: TagBook) => 1 + names.size };

type Books = LRUCache<string, TagBook>;

/** All names by user, and those that a viewer without private entries is shown. */
const books = new WeakMap<Reader, { all: Books; open: Books }>();
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
  const known = booksOf(context).all.get(context.userId);
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
  if (after.versionstamp === versionstamp) {
    booksOf(context).all.set(userId, { versionstamp, names });
  }
  return names;
}

/**
 * The names of all tags that exist for the viewer, by id. It is the same map for as long as nothing
 * changes: what is made of it can be kept with it.
 */
export async function readAllTagNames(context: Context): Promise<ReadonlyMap<string, string>> {
  return context.includePrivate ? await readAll(context) : await readOpen(context);
}

async function readAll(context: Context): Promise<ReadonlyMap<string, string>> {
  const known = booksOf(context).all.get(context.userId);
  const { versionstamp } = await readTagTable(context);
  return known?.versionstamp === versionstamp ? known.names : await readBook(context, versionstamp);
}

/** Any change of an entry can open a tag, or leave it without open entries. */
async function readOpen(context: Context): Promise<ReadonlyMap<string, string>> {
  const { store, keys, userId } = context;
  const state = async () => {
    const rows = await store.read.getMany([keys.tagTable(), keys.head()]);
    return rows.map(({ versionstamp }) => versionstamp).join();
  };
  const known = booksOf(context).open.get(userId);
  const versionstamp = await state();
  if (known?.versionstamp === versionstamp) return known.names;
  const names = new Map((await listTags(context)).map(({ id, name }) => [id, name]));
  if (await state() === versionstamp) booksOf(context).open.set(userId, { versionstamp, names });
  return names;
}

function booksOf({ store }: Context): { all: Books; open: Books } {
  const known = books.get(store.read);
  if (known) return known;
  const made = {
    all: new LRUCache<string, TagBook>(OPTIONS),
    open: new LRUCache<string, TagBook>(OPTIONS),
  };
  books.set(store.read, made);
  return made;
}
