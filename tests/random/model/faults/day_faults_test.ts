import assert from "node:assert/strict";
import type { Port } from "../driver.ts";
import { run } from "../run.ts";
import { openWorld } from "../world.ts";

/** What could be wrong with days: a journal that has the fault, of one that is right. */
const FAULTS: Record<string, (journal: Port) => Partial<Port>> = {
  "an entry is of the day that it has in UTC": (journal) => ({
    async getEntry(id) {
      const entry = await journal.getEntry(id);
      return { ...entry, day: new Date(entry.occurredAt).toISOString().slice(0, 10) };
    },
  }),
  "a day without a time is midnight in UTC": (journal) => ({
    createEntry: (draft) =>
      journal.createEntry({
        ...draft,
        occurredAt: /^\d{4}-\d\d-\d\d$/.test(String(draft.occurredAt))
          ? `${draft.occurredAt}T00:00:00Z`
          : draft.occurredAt,
      }),
  }),
  "an offset is forgotten": (journal) => ({
    createEntry: (draft) =>
      journal.createEntry({
        ...draft,
        occurredAt: /T.*[+-]\d\d:\d\d$/.test(String(draft.occurredAt))
          ? Date.parse(String(draft.occurredAt))
          : draft.occurredAt,
      }),
  }),
  "statistics count days in UTC": (journal) => ({
    stats: (query) => journal.stats({ ...query, timeZone: "UTC" }),
  }),
  "the time zone of a call is not heeded": (journal) => ({
    onThisDay: ({ timeZone: _, ...query } = {}) => journal.onThisDay(query),
  }),
  "lists take days for moments": (journal) => ({
    listEntries: ({ from, to, ...query } = {}) => {
      const day = /^\d{4}-\d\d-\d\d$/;
      const start = day.test(String(from)) ? `${from}T00:00Z` : from;
      const end = day.test(String(to)) ? `${to}T23:59:59.999Z` : to;
      return journal.listEntries({ ...query, from: start, to: end });
    },
  }),
};

for (const [fault, withFault] of Object.entries(FAULTS)) {
  Deno.test(`the model sees it if ${fault}`, async () => {
    const broken = run({
      seed: 2,
      steps: 400,
      async open(seed) {
        const world = await openWorld(seed);
        for (const driver of world.members.flatMap(({ drivers }) => drivers)) {
          driver.journal = { ...driver.journal, ...withFault(driver.journal) };
        }
        return world;
      },
    });
    await assert.rejects(broken, /^Error: Step \d+ with EPICME_SEED=2 went wrong$/);
  });
}
