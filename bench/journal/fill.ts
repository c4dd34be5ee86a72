import { ulid } from "ulid";
import { parsePatch } from "../../lib/journal/entries/parse_patch.ts";
import { moveRows } from "../../lib/journal/index/index_rows.ts";
import { keysOf } from "../../lib/journal/store/keys.ts";
import { type Journal, openJournal } from "../../lib/journal/mod.ts";
import type { StoredEntry } from "../../lib/journal/store/stored.ts";
import type { Store } from "../../lib/kv/store.ts";
import { textOf } from "./text.ts";

export const NOW = Date.parse("2026-11-23T12:00:00Z");
const TEN_YEARS_MS = NOW - Date.parse("2016-11-24T00:00:00Z");
export const MOODS = ["calm", "happy", "sad", "tired", "proud"];
const PER_COMMIT = 100;

/** The journal of a person who may see all of it. */
export function journalOf(store: Store, userId: string): Journal {
  return openJournal(store, { userId, includePrivate: true }, { now: () => NOW });
}

/**
 * Writes a new journal of ten years, some entries of it private, with moods and tags. It is what
 * createEntry writes, but in large commits: so the versionstamps in the change log are made up, all
 * of them below that of the head.
 */
export async function fillJournal(
  store: Store,
  userId: string,
  count: number,
  timeOf: (n: number, count: number) => number = timeOfEntry,
): Promise<void> {
  const journal = journalOf(store, userId);
  const tags = await Promise.all(
    Array.from({ length: 30 }, (_, n) => journal.createTag({ name: `tag ${n}` })),
  );
  const keys = keysOf(userId);
  for (let first = 0; first < count; first += PER_COMMIT) {
    const operation = store.write.atomic();
    for (let n = first; n < Math.min(first + PER_COMMIT, count); n++) {
      const tagIds = [tags[n % 30].id, tags[(n * 7 + 1) % 30].id];
      const after = headOf(n, { occurredAt: timeOf(n, count), tagIds });
      operation.set(keys.entry(after.id), after);
      operation.set(keys.change((n + 1).toString(16).padStart(20, "0")), after.id);
      moveRows(operation, { keys, after });
    }
    await operation.set(keys.head(), new Uint8Array()).commit();
  }
}

/** When an entry of ten years happened: not in their order, as nobody imports them in that order. */
export function timeOfEntry(n: number, count: number): number {
  return NOW - Math.floor((n * 7_919 % count) * TEN_YEARS_MS / count);
}

/** Around this day of ten years only, with as many entries a day as 100,000 in ten years. */
export function aroundThisDay(n: number, count: number): number {
  const [year, ofYear] = [n % 10, Math.floor(n / 10)];
  const sameDay = new Date(NOW).setUTCFullYear(2026 - year);
  return sameDay + Math.floor((ofYear - count / 20) * TEN_YEARS_MS / 100_000);
}

function headOf(
  n: number,
  { occurredAt, tagIds }: { occurredAt: number; tagIds: string[] },
): StoredEntry {
  return {
    ...parsePatch({ content: textOf(n) }).fields,
    id: ulid(occurredAt),
    title: `Day ${n}`,
    occurredAt,
    createdAt: occurredAt,
    updatedAt: occurredAt,
    version: 1,
    isFavorite: n % 20 === 0,
    isPrivate: n % 10 === 0,
    ...n % 3 > 0 && { mood: MOODS[n % MOODS.length] },
    tagIds: n % 2 === 0 ? tagIds : [],
  } as StoredEntry;
}
