import { visibilityOf } from "../store/context.ts";
import { encodeStats } from "./entry_stats.ts";
import { encodeSummary } from "./entry_summary.ts";
import { monthOf } from "../days/month.ts";
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
  const had = rowValues(keys, before);
  const has = rowValues(keys, after);
  for (const [name, { key }] of had) if (!has.has(name)) operation.delete(key);
  for (const [name, { key, value }] of has) {
    const known = had.get(name);
    if (known === undefined || !isSame(known.value, value)) operation.set(key, value);
  }
  const counted = [before, after].filter((head) => head && head.trashedAt === undefined);
  const blocks = new Map(
    counted.map((head) => blockKey(keys, head!)).map((key) => [nameOf(key), key]),
  );
  for (const key of blocks.values()) operation.delete(key);

  const counters = difference(tagCounters(keys, before), tagCounters(keys, after));
  // Counters wrap, so adding the largest number takes one away.
  for (const counter of counters.gone) operation.sum(counter, MINUS_ONE);
  for (const counter of counters.come) operation.sum(counter, 1n);
}

/**
 * Every index row that an entry has, by the name of its key: all of them hold what lists show, and one
 * what statistics need, too. In the trash an entry is in the trash only, and due one day.
 */
export function rowValues(
  keys: Keys,
  head?: StoredEntry,
): Map<string, { key: Deno.KvKey; value: Uint8Array }> {
  const rows = new Map<string, { key: Deno.KvKey; value: Uint8Array }>();
  if (head === undefined) return rows;
  const { id, occurredAt, purgeAfter } = head;
  const facets = facetsOf(head);
  const summary = encodeSummary(head, { rows: facets.length });
  const add = (key: Deno.KvKey, value: Uint8Array) => rows.set(nameOf(key), { key, value });
  for (const facet of facets) {
    const value = facet[0] === "all" ? concat([encodeStats(head), summary]) : summary;
    add([...keys.index(visibilityOf(head), facet), occurredAt, id], value);
  }
  if (purgeAfter !== undefined) {
    add(keys.removal("entry", { at: purgeAfter, id }), new Uint8Array());
  }
  return rows;
}

function concat([first, second]: [Uint8Array, Uint8Array]): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, n) => byte === b[n]);
}

/** The key of the stats block that an entry may be in. A write removes the block. */
function blockKey(keys: Keys, head: StoredEntry): Deno.KvKey {
  return keys.figures(visibilityOf(head), monthOf(head.occurredAt));
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
  return key.map((part) => part instanceof Uint8Array ? part.toHex() : part).join(" ");
}
