import { visibilityOf } from "../store/context.ts";
import { encodeStats } from "./entry_stats.ts";
import { spanOf } from "./stats_block.ts";
import { type Facet, type Keys, moodFacet } from "../store/keys.ts";
import type { StoredEntry } from "../store/stored.ts";

const MINUS_ONE = 2n ** 64n - 1n;

/**
 * Moves the index rows and counters of an entry from how it was to how it is; without `before` the
 * entry is new, without `after` it is gone.
 */
export function moveRows(
  operation: Deno.AtomicOperation,
  { keys, before, after }: { keys: Keys; before?: StoredEntry; after?: StoredEntry },
): void {
  const rows = difference(indexRows(keys, before), indexRows(keys, after));
  const figures = after && after.trashedAt === undefined
    ? { key: rowOf(keys, after, ["all"]), value: encodeStats(after) }
    : undefined;
  for (const row of rows.gone) operation.delete(row);
  for (const row of rows.come) {
    if (figures === undefined || nameOf(row) !== nameOf(figures.key)) {
      operation.set(row, new Uint8Array());
    }
  }
  // Also where the row stays: what it says may be new.
  if (figures) operation.set(figures.key, figures.value);
  for (const head of [before, after]) {
    if (head && head.trashedAt === undefined) operation.delete(packOf(keys, head));
  }

  const counters = difference(tagCounters(keys, before), tagCounters(keys, after));
  // Counters wrap, so adding the largest number takes one away.
  for (const counter of counters.gone) operation.sum(counter, MINUS_ONE);
  for (const counter of counters.come) operation.sum(counter, 1n);
}

/** Every index row that an entry has. In the trash it is in the trash only, and due one day. */
function indexRows(keys: Keys, head?: StoredEntry): Deno.KvKey[] {
  if (head === undefined) return [];
  const { id, purgeAfter } = head;
  const rows = facetsOf(head).map((facet) => rowOf(keys, head, facet));
  return purgeAfter === undefined ? rows : [...rows, keys.removal("entry", { at: purgeAfter, id })];
}

function rowOf(keys: Keys, head: StoredEntry, facet: Facet): Deno.KvKey {
  return [...keys.index(visibilityOf(head), facet), head.occurredAt, head.id];
}

/** The key of the stats block that an entry may be in. A write removes the block. */
function packOf(keys: Keys, head: StoredEntry): Deno.KvKey {
  return keys.figures(visibilityOf(head), spanOf(head.occurredAt));
}

/** The tag counters in which an entry counts. */
function tagCounters(keys: Keys, head?: StoredEntry): Deno.KvKey[] {
  if (head === undefined || head.trashedAt !== undefined) return [];
  return head.tagIds.map((id) => keys.tagCount(id, visibilityOf(head)));
}

function facetsOf(head: StoredEntry): Facet[] {
  if (head.trashedAt !== undefined) return [["trash"]];
  const facets: Facet[] = [["all"], ...head.tagIds.map((id): Facet => ["tag", id])];
  if (head.mood !== undefined) facets.push(moodFacet(head.mood));
  if (head.isFavorite) facets.push(["favorite"]);
  return facets;
}

function difference(before: Deno.KvKey[], after: Deno.KvKey[]) {
  const had = new Set(before.map(nameOf));
  const has = new Set(after.map(nameOf));
  return {
    gone: before.filter((key) => !has.has(nameOf(key))),
    come: after.filter((key) => !had.has(nameOf(key))),
  };
}

function nameOf(key: Deno.KvKey): string {
  return JSON.stringify(key);
}
