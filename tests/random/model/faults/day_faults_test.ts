import type { Port } from "../driver.ts";
import { seesFault } from "./sees_fault.ts";

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

/** Runs that come upon a fault early, where that of seed 1 does not. */
const SEEDS: Record<string, number> = { "lists take days for moments": 3 };

for (const [fault, withFault] of Object.entries(FAULTS)) {
  Deno.test(`the model sees it if ${fault}`, async () => {
    await seesFault({ seed: SEEDS[fault] ?? 1, spoil: () => ({ journal }) => withFault(journal) });
  });
}
