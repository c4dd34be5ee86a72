import { checkAll, checkExport, checkRoundTrip } from "./check/check_all.ts";
import {
  checkCount,
  checkEntry,
  checkInsight,
  checkList,
  checkSearch,
  checkTags,
} from "./check/check.ts";
import { checkForeignImport, checkImport, keepExport } from "./check/check_import.ts";
import { openJournal } from "../../../lib/journal/mod.ts";
import { expire, newPerson } from "./model.ts";
import { type Done, performAtOnce, performOne } from "./perform.ts";
import { type Member, openWorld, type World } from "./world.ts";
import { ZONES } from "./zones.ts";

export interface RunOptions {
  seed: number;
  steps: number;
  /** Opens the journals, in memory unless told otherwise. */
  open?: (seed: number) => Promise<World>;
  /** How likely a step imports a journal of another app, from 0 to 1. */
  foreignImports?: number;
  /** Told now and then how far it is. */
  onProgress?: (step: number) => void;
}

/** What a run did: how many writes, how each kind of them ended, and what imports did. */
export interface Report {
  writes: number;
  outcomes: Record<string, number>;
}

const CHECK_ALL_EVERY = 50;
const ERASE_EVERY = 170;
const FOREIGN_IMPORTS = 0.05;

/**
 * Lets three people use their journals at random and holds everything that the journal answers
 * against the model. Throws an error that names the seed and the step at the first difference.
 */
export async function run(
  { seed, steps, open = openWorld, foreignImports = FOREIGN_IMPORTS, onProgress }: RunOptions,
): Promise<Report> {
  await using world = await open(seed);
  const report: Report = { writes: 0, outcomes: {} };
  for (let step = 1; step <= steps; step++) {
    try {
      for (const done of await takeStep(world, { step, report, foreignImports })) {
        count(report, done);
      }
      if (step === steps) await checkAll(world);
    } catch (error) {
      throw new Error(`Step ${step} with EPICME_SEED=${seed} went wrong`, { cause: error });
    }
    if (step % 1_000 === 0) onProgress?.(step);
  }
  return report;
}

async function takeStep(
  world: World,
  { step, report: { outcomes }, foreignImports }:
    & { step: number; report: Report }
    & Required<Pick<RunOptions, "foreignImports">>,
): Promise<Done[]> {
  const { random, clock, members } = world;
  await world.pass();
  for (const each of members) {
    const context = { world, member: each, driver: each.drivers[0] };
    // Before anything is written: unknown is what is over, swept or not.
    for (const id of expire(each.person, clock.now())) await checkEntry(context, id);
  }
  const member = random.pick(members);
  const isAlone = random.chance(0.85);
  const all = isAlone ? await performOne(world, member) : await performAtOnce(world, member);
  for (const done of all) await checkTouched(world, { member, done });
  await checkSome(world, member);
  if (random.chance(0.04)) await moveTo(world, { member, timeZone: random.pick(ZONES) });
  if (random.chance(0.05)) await keepExport(world);
  if (random.chance(0.02)) await checkImport(world, member);
  if (random.chance(foreignImports)) {
    const { created = 0, updated = 0, notes = [] } = await checkForeignImport(world, member) ?? {};
    const counts = { created, updated, "kept a title": notes.length };
    for (const [kind, count] of Object.entries(counts)) add(outcomes, `import ${kind}`, count);
  }
  if (step % CHECK_ALL_EVERY === 0) {
    await checkAll(world);
    await checkRoundTrip({ world, member, driver: random.pick(member.drivers) });
  }
  if (step % ERASE_EVERY === 0) {
    await world.erase(member.userId);
    member.person = { ...newPerson(), ids: member.person.ids };
    await checkAll(world);
  }
  return all;
}

/** Somebody sets their time zone, for the first time or because they have moved. */
async function moveTo(
  { store, clock: { now } }: World,
  { member: { userId, person }, timeZone }: { member: Member; timeZone: string },
): Promise<void> {
  await openJournal(store, { userId, includePrivate: false }, { now }).setTimeZone(timeZone);
  person.timeZone = timeZone;
}

/** What was written about must look right from every driver, and from nobody else's. */
async function checkTouched(
  world: World,
  { member, done: { operation, outcome } }: { member: Member; done: Done },
): Promise<void> {
  const [first] = operation.args;
  const id = typeof first === "string" ? first : (Object(outcome).value?.id ?? "none");
  for (const driver of member.drivers) await checkEntry({ world, member, driver }, id);
  for (const other of world.members) {
    await checkEntry({ world, member: other, driver: other.drivers[0] }, id);
  }
}

async function checkSome(world: World, member: Member): Promise<void> {
  const { random } = world;
  const context = () => ({ world, member, driver: random.pick(member.drivers) });
  await checkList(context());
  await checkCount(context());
  await checkTags(context());
  await checkSearch(context());
  if (random.chance(0.4)) await checkInsight(context());
  if (random.chance(0.2)) await checkExport(context());
}

function count(report: Report, { operation: { name }, outcome }: Done): void {
  report.writes++;
  add(report.outcomes, `${name} ${"code" in outcome ? outcome.code : "ok"}`, 1);
}

function add(outcomes: Report["outcomes"], kind: string, count: number): void {
  outcomes[kind] = (outcomes[kind] ?? 0) + count;
}
