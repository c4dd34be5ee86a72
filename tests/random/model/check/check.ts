import assert from "node:assert/strict";
import type { EntryQuery, EntrySummary, Revision } from "../../../../lib/journal/mod.ts";
import { found, queryOf } from "./found.ts";
import { onThisDay, statsOf } from "./insight.ts";
import { findEntry, type Person, plain } from "../model.ts";
import { matching, revisionsOf, shown, summed, tagsOf } from "../read.ts";
import { pageSize } from "../rules.ts";
import { randomDay, randomFilters, randomPeriod, randomWanted } from "../queries.ts";
import { type Driver, outcomeOf } from "../driver.ts";
import type { Member, World } from "../world.ts";

/** What a check needs: a driver of a member. */
export interface CheckContext {
  world: World;
  member: Member;
  driver: Driver;
}

/** The entry and its history must be what the model says, also that they are not there. */
export async function checkEntry({ member: { person }, driver }: CheckContext, id: string) {
  const { viewer, journal } = driver;
  assert.deepEqual(
    await outcomeOf(() => journal.getEntry(id)),
    await outcomeOf(() => shown(person, viewer, findEntry(person, viewer, id))),
  );
  const listed = await outcomeOf(() => allRevisions(driver, id));
  if (viewer.includePrivate && "value" in listed) learn(person, id, listed.value as Revision[]);
  assert.deepEqual(listed, await outcomeOf(() => revisionsOf(person, viewer, id)));
}

/** The ids of new revisions are not known before they are listed. */
function learn(person: Person, id: string, revisions: readonly Revision[]): void {
  const entry = person.entries.get(id);
  for (const { id, version } of revisions) {
    const past = entry?.past.find((past) => past.version === version);
    if (past) past.id ??= id;
  }
}

/** Lists, page by page, what random filters ask for. */
export async function checkList(context: CheckContext, query = randomFilters(queried(context))) {
  const { member: { person }, driver } = context;
  assert.deepEqual(
    await outcomeOf(() => allEntries(driver, query)),
    await outcomeOf(() =>
      matching(person, driver.viewer, query).map((entry) =>
        asListed(driver, summed(person, driver.viewer, entry, query.timeZone))
      )
    ),
    Deno.inspect({ query }),
  );
}

/** Counts what all or random filters let through: asked again, the answer is one that was kept. */
export async function checkCount(context: CheckContext) {
  const { world: { random }, member: { person }, driver: { viewer, search } } = context;
  const query = random.chance(0.4) ? {} : randomFilters(queried(context));
  const expected = await outcomeOf(() => matching(person, viewer, query).length);
  for (const asked of ["first", "again"]) {
    const counted = await outcomeOf(() => countOf(search, query));
    assert.deepEqual(counted, expected, Deno.inspect({ asked, query }));
  }
}

const MAX_TRIES = 30;

/** A list does not wait long for its total: on a busy machine it is asked for again. */
async function countOf(search: Driver["search"], query: EntryQuery): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const count = await search.count(query);
    if (count !== undefined) return count;
  }
  throw new Error("The index is not available");
}

export async function checkTags({ member: { person }, driver: { journal, viewer } }: CheckContext) {
  assert.deepEqual(plain(await journal.listTags()), tagsOf(person, viewer));
}

export async function checkSearch(context: CheckContext) {
  const { member: { person }, driver } = context;
  const wanted = randomWanted(queried(context));
  const query = randomFilters(queried(context));
  assert.deepEqual(
    await outcomeOf(async () => byId(await allFound(driver, { ...query, query: queryOf(wanted) }))),
    await outcomeOf(() =>
      byId(
        found(person, driver.viewer, { wanted, query })
          .map((entry) => summed(person, driver.viewer, entry, query.timeZone)),
      ).map((entry) => asFound(driver, entry))
    ),
    Deno.inspect({ wanted, query }),
  );
}

export async function checkInsight(context: CheckContext) {
  const { world: { clock }, member: { person }, driver: { journal, viewer } } = context;
  const day = randomDay(queried(context));
  const now = clock.now();
  const { date, years } = await journal.onThisDay(day);
  const expected = onThisDay(person, viewer, { ...day, now });
  assert.deepEqual(
    plain({ date, years }),
    {
      ...expected,
      years: expected.years.map((year) => ({
        ...year,
        entries: year.entries.map((entry) => asListed(context.driver, entry)),
      })),
    },
    Deno.inspect({ day }),
  );
  const period = randomPeriod(queried(context));
  assert.deepEqual(
    plain(await journal.stats(period)),
    statsOf(person, viewer, { ...period, now }),
    Deno.inspect({ period }),
  );
}

function queried({ world, member, driver }: CheckContext) {
  const others = world.members.filter((other) => other !== member).map(({ person }) => person);
  const { random, clock } = world;
  return { random, person: member.person, others, viewer: driver.viewer, now: clock.now() };
}

async function allEntries({ journal }: Driver, query: EntryQuery): Promise<EntrySummary[]> {
  const entries: EntrySummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await journal.listEntries({ ...query, cursor });
    const isFull = page.entries.length === pageSize(query.limit);
    assert(isFull || page.nextCursor === undefined, "Only the last page may have room");
    entries.push(...page.entries);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return entries;
}

async function allFound({ search }: Driver, query: EntryQuery & { query: string }) {
  // What has just expired is still in the index, and a phrase that ends with a dense character is
  // looked up as a beginning: only then may a page have room.
  const isExact = query.trashed !== true &&
    !/[\p{scx=Han}\p{Extended_Pictographic}]"/u.test(query.query);
  const entries: { id: string }[] = [];
  let total: number | undefined;
  let cursor: string | undefined;
  do {
    const page = await search.searchEntries({ ...query, cursor });
    assert.equal(page.degraded, undefined, "The index is not available");
    const isFull = page.entries.length === pageSize(query.limit);
    assert(isFull || page.nextCursor === undefined || !isExact, "The index has what is gone");
    entries.push(...page.entries.map(({ snippet: _, matched: __, ...entry }) => entry));
    total = page.total;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  const isUnknown = total === undefined && !isExact;
  assert(isUnknown || total === entries.length, `${total} are said to match`);
  return entries;
}

async function allRevisions({ journal }: Driver, id: string): Promise<Revision[]> {
  const revisions: Revision[] = [];
  let cursor: string | undefined;
  do {
    const page = await journal.listRevisions(id, { limit: 3, cursor });
    revisions.push(...page.revisions);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return revisions;
}

function asFound(driver: Driver, { excerpt: _excerpt, ...entry }: EntrySummary) {
  return asListed(driver, entry);
}

function asListed({ listed }: Driver, entry: object): object {
  if (listed === undefined) return entry;
  return Object.fromEntries(Object.entries(entry).filter(([name]) => listed.includes(name)));
}

function byId<T extends { id: string }>(entries: readonly T[]): T[] {
  return entries.toSorted((a, b) => a.id < b.id ? -1 : 1);
}
