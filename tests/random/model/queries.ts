import type { EntryQuery, OnThisDayQuery, StatsQuery } from "../../../lib/journal/mod.ts";
import type { Random } from "../fuzz/requests/random.ts";
import { type Wanted, wordsOf } from "./check/found.ts";
import type { Person, Viewer } from "./model.ts";
import { anyTagReference } from "./operations.ts";
import { MOODS, WORDS } from "./texts.ts";
import { ZONES } from "./zones.ts";

export interface QueryContext {
  random: Random;
  person: Person;
  others: readonly Person[];
  viewer: Viewer;
  now: number;
}

const DAY = 86_400_000;

/** Random filters; some of them are not within their limits. */
export function randomFilters(context: QueryContext): EntryQuery {
  const { random, viewer, now } = context;
  return {
    ...random.chance(0.25) && { tag: anyTagReference(context) },
    ...random.chance(0.2) && { mood: random.pick([...MOODS, "cALM", "unknown"]) },
    ...random.chance(0.2) && { favorite: random.chance(0.5) },
    ...random.chance(0.2) && { trashed: random.chance(0.7) },
    ...random.chance(0.15) && { private: viewer.includePrivate && random.chance(0.5) },
    ...random.chance(0.25) && { from: edgeFrom(context, now - random.below(60 * DAY)) },
    ...random.chance(0.25) && { to: edgeFrom(context, now - random.below(45 * DAY)) },
    ...random.chance(0.2) && { timeZone: random.pick(ZONES) },
    ...random.chance(0.8) && { limit: random.pick([1, 2, 3, 5, 10, 20, 100]) },
    ...random.chance(0.02) && { limit: random.pick([0, 101, 1.5]) },
  };
}

/** A moment, or the day that it has in UTC: that of an entry is where there is something to mistake. */
function edgeFrom({ random, person }: QueryContext, time: number): number | string {
  const kind = random.next();
  if (kind < 0.4) return time;
  if (kind < 0.5) return new Date(time).toISOString();
  const moments = [...person.entries.values()].map(({ occurredAt }) => occurredAt);
  const isOfEntry = moments.length > 0 && random.chance(0.7);
  return new Date(isOfEntry ? random.pick(moments) : time).toISOString().slice(0, 10);
}

/** Words, beginnings and phrases that some text has: perhaps one that must not be found. */
export function randomWanted({ random, person, others }: QueryContext): Wanted {
  const owner = random.chance(0.1) ? random.pick(others) : person;
  const texts = [...owner.entries.values()]
    .flatMap(({ title, content, past }) => [title, content, ...past.map(({ title }) => title)]);
  return Array.from({ length: 1 + random.below(2) }, () => {
    const words = texts.length > 0 ? wordsOf(random.pick(texts)).slice(0, 500) : [];
    if (words.length < 3 || random.chance(0.5)) {
      const word = random.pick(WORDS);
      const isBeginning = random.chance(0.25) && /^\p{scx=Latin}+$/u.test(word);
      const shown = random.chance(0.3) ? word.toUpperCase() : word;
      return {
        words: [isBeginning ? [...word].slice(0, 1 + random.below(5)).join("") : shown],
        isBeginning,
      };
    }
    const start = random.below(words.length - 2);
    const phrase = words.slice(start, start + 2 + random.below(2));
    return {
      words: phrase.some((word) => /\p{scx=Han}/u.test(word)) ? phrase.slice(0, 1) : phrase,
    };
  });
}

export function randomDay({ random, now }: QueryContext): OnThisDayQuery {
  const near = new Date(now - random.below(30 * DAY)).toISOString().slice(0, 10);
  return {
    ...random.chance(0.7) && { timeZone: random.pick(ZONES) },
    ...random.chance(0.7) &&
      { date: random.pick([near, "2026-02-28", "2028-02-29", "2025-12-29"]) },
  };
}

export function randomPeriod({ random, now }: QueryContext): StatsQuery {
  const from = now - random.below(200 * DAY);
  const to = from + random.below(100 * DAY);
  const asDay = (time: number) => new Date(time).toISOString().slice(0, 10);
  const isOfDays = random.chance(0.5);
  return {
    ...random.chance(0.7) && { timeZone: random.pick(ZONES) },
    ...random.chance(0.5) && { from: isOfDays ? asDay(from) : from },
    ...random.chance(0.3) && { to: isOfDays ? asDay(to) : to },
    ...random.chance(0.5) && { byDay: true },
  };
}
