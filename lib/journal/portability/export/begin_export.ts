import { setImmediate } from "node:timers/promises";
import { type Context, isVisible, visibilities } from "../../store/context.ts";
import type { Facet } from "../../store/keys.ts";
import type { StoredEntry } from "../../store/stored.ts";
import type { Progress } from "./export_cursor.ts";

const ROWS_AT_ONCE = 500;

/** The start of an export: which tags and entries there are now. */
export async function beginExport(context: Context): Promise<Progress> {
  const { store, keys, includePrivate } = context;
  // A cursor says it: it must not tell of a change that the viewer does not see.
  const key = includePrivate ? keys.tagTable() : keys.openTags();
  const { versionstamp } = await store.read.get(key);
  return {
    began: versionstamp ?? "",
    last: await readLastId(context),
    total: await countEntries(context),
    place: { part: "tags", after: "", done: 0 },
  };
}

/** Of an entry that the viewer may see: a cursor must not reveal the id of another one. */
async function readLastId(context: Context): Promise<string> {
  const { store, keys } = context;
  const backwards = { reverse: true, batchSize: 20 };
  for await (
    const { value } of store.read.list<StoredEntry>({ prefix: keys.entries() }, backwards)
  ) {
    if (isVisible(context, value)) return value.id;
  }
  return "";
}

async function countEntries(context: Context): Promise<number> {
  const { store, keys } = context;
  const facets: Facet[] = [["all"], ["trash"]];
  let count = 0;
  for (const visibility of visibilities(context)) {
    for (const facet of facets) {
      const prefix = keys.index(visibility, facet);
      for await (const _ of store.read.list({ prefix }, { batchSize: ROWS_AT_ONCE })) {
        // On a local file the next batch is there so soon that everybody else would starve.
        if (++count % ROWS_AT_ONCE === 0) await setImmediate();
      }
    }
  }
  return count;
}
