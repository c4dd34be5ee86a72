import type { JournalStats } from "../../journal/mod.ts";
import { bytesOf } from "./budget.ts";

/** Figures with the names of those lists that are not whole. */
export type ShortenedStats = JournalStats & { shortened?: StatsList[] };

export type StatsList = keyof typeof LISTS;

/** What each list has, and how it gets shorter: it keeps what is newest or most frequent. */
const LISTS = {
  days: {
    of: ({ days = [] }: JournalStats) => days,
    halve: (stats: JournalStats) => ({ ...stats, days: newer(stats.days ?? []) }),
  },
  months: {
    of: ({ months }: JournalStats) => months,
    halve: (stats: JournalStats) => ({ ...stats, months: newerOf(stats.months) }),
  },
  tags: {
    of: ({ tags }: JournalStats) => tags,
    halve: (stats: JournalStats) => ({ ...stats, tags: first(stats.tags) }),
  },
  moods: {
    of: ({ moods }: JournalStats) => moods.map(({ mood }) => mood),
    halve: (stats: JournalStats) => ({ ...stats, moods: first(stats.moods) }),
  },
  periods: {
    of: ({ moods }: JournalStats) => moods.map(({ periods }) => periods),
    halve: (stats: JournalStats) => ({
      ...stats,
      moods: stats.moods.map((mood) => ({
        ...mood,
        periods: newerOf(mood.periods),
      })),
    }),
  },
};

const NAMES = Object.keys(LISTS) as StatsList[];

/** Halves the largest list of `stats` until they fit. A shorter range has the rest. */
export function shortenStats(
  stats: JournalStats,
  fits: (stats: ShortenedStats) => boolean,
): ShortenedStats {
  let short: ShortenedStats = stats;
  while (!fits(short)) {
    const sizes = NAMES.map((name) => ({ name, bytes: bytesOf(LISTS[name].of(short)) }));
    const { name } = sizes.reduce((a, b) => b.bytes > a.bytes ? b : a);
    const shortened = [...new Set([...short.shortened ?? [], name])];
    short = { ...LISTS[name].halve(short), shortened };
  }
  return short;
}

function newer<T>(list: readonly T[]): T[] {
  return list.slice(Math.ceil(list.length / 2));
}

/** Of what is named by its time, in order. */
function newerOf<T>(list: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(newer(Object.entries(list)));
}

function first<T>(list: readonly T[]): T[] {
  return list.slice(0, Math.floor(list.length / 2));
}
