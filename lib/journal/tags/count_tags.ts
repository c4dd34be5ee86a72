import { type Context, visibilities } from "../store/context.ts";
import type { Visibility } from "../store/keys.ts";

/** A number for each tag id that has one. */
export type TagCounts = ReadonlyMap<string, number>;

/** How many entries that are not trashed and that the viewer may see have this tag. */
export async function countTag(context: Context, id: string): Promise<number> {
  const { store, keys } = context;
  const counters = visibilities(context).map((visibility) => keys.tagCount(id, visibility));
  const counts = await store.read.getMany<Deno.KvU64[]>(counters);
  return counts.reduce((sum, { value }) => sum + Number(value?.value ?? 0n), 0);
}

/** The same for all tags. */
export async function countAllTags(context: Context): Promise<TagCounts> {
  const { store, keys } = context;
  const visible = visibilities(context);
  const counts = new Map<string, number>();
  const rows = store.read.list<Deno.KvU64>({ prefix: keys.tagCounts() }, { batchSize: 1_000 });
  for await (const { key, value } of rows) {
    const [id, visibility] = key.slice(-2) as [string, Visibility];
    if (!visible.includes(visibility)) continue;
    counts.set(id, (counts.get(id) ?? 0) + Number(value.value));
  }
  return counts;
}
