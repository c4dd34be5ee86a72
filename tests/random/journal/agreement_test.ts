import assert from "node:assert/strict";
import { type Entry, type Journal, JournalError } from "../../../lib/journal/mod.ts";
import type { Store } from "../../../lib/kv/store.ts";
import {
  clockAt,
  DAY,
  draft,
  journalIn,
  randomFrom,
  storeFor,
} from "../../unit/journal/helpers.ts";
import { ZONES } from "../../unit/journal/insight/helpers.ts";
import { naiveDateOf, naiveOnThisDay, naiveStats } from "../../unit/journal/insight/naive.ts";

/** Moments around which days are unlike others. */
const PLACES = [
  "2011-12-30T10:00Z",
  "2006-10-29T02:30Z",
  "2024-02-29T12:00Z",
  "2026-02-28T23:00Z",
  "2026-03-29T01:00Z",
  "2026-10-25T01:00Z",
  "2026-11-01T06:00Z",
  "2025-12-31T12:00Z",
].map((moment) => Date.parse(moment));

for (const seed of [1, 2, 3, 4]) {
  Deno.test(`statistics and days agree with a naive count after random operations (${seed})`, async () => {
    using store = await storeFor();
    const random = randomFrom(seed);
    const clock = clockAt(PLACES[seed] + 2 * DAY);
    const step = { journal: journalIn(store, { now: clock.now }), random, ids: [] as string[] };
    for (let n = 0; n < 60; n++) {
      await Promise.all(Array.from({ length: 5 }, () => operate(step)));
    }
    const entries = await Promise.all(step.ids.map((id) => step.journal.getEntry(id)));
    assert(entries.length > 60);
    for (const timeZone of ZONES) await agree(store, { entries, timeZone, random, now: clock.now });
  });
}

async function operate(
  { journal, random, ids }: { journal: Journal; random: () => number; ids: string[] },
): Promise<void> {
  const pick = <T>(...list: readonly T[]) => list[Math.floor(random() * list.length)];
  const fields = () => ({
    content: "word ".repeat(1 + random() * 9),
    occurredAt: pick(...PLACES) + Math.floor((random() * 6 - 3) * DAY),
    mood: pick("calm", "Calm", "CALM", "sad", "happy"),
    isPrivate: random() < 0.3,
    tags: pick([], ["a"], ["b"], ["a", "b", "c"]),
    createMissingTags: true,
  });
  const [kind, id] = [Math.floor(random() * 9), pick(...ids) ?? ""];
  try {
    if (kind < 4) ids.push((await journal.createEntry(draft(fields()))).id);
    else if (kind === 4) await journal.updateEntry(id, fields());
    else if (kind === 5) await journal.updateEntry(id, { mood: null, occurredAt: pick(...PLACES) });
    else if (kind === 6) await journal.trashEntry(id);
    else if (kind === 7) await journal.restoreEntry(id);
    else if (random() < 0.5) await journal.deleteTag(pick(...await journal.listTags())?.id ?? "");
    else await journal.removeTagFromEntry(id, "a");
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
  }
}

interface Case {
  entries: readonly Entry[];
  timeZone: string;
  random: () => number;
  now: () => number;
}

async function agree(store: Store, { entries, timeZone, random, now }: Case): Promise<void> {
  for (const includePrivate of [true, false]) {
    const journal = journalIn(store, { includePrivate, now });
    const visible = entries.filter((entry) =>
      entry.trashedAt === undefined && (includePrivate || !entry.isPrivate)
    );
    const days = () => naiveDateOf(entries[Math.floor(random() * entries.length)], timeZone);
    const [from, to] = [days(), days()].sort();
    for (const range of [{}, { byDay: true }, { from, to, byDay: true }, { from }, { to }]) {
      assert.deepEqual(
        await journal.stats({ timeZone, ...range }),
        naiveStats(visible, { timeZone, now: now(), ...range }),
        JSON.stringify({ timeZone, ...range }),
      );
    }
    for (const date of [from, to, "2026-02-28", "2028-02-29"]) {
      const { years } = await journal.onThisDay({ date, timeZone });
      const ids = years.map(({ year, entries }) => [year, entries.map(({ id }) => id)]);
      assert.deepEqual(ids, naiveOnThisDay(visible, { timeZone, date }), `${date} ${timeZone}`);
    }
  }
}
