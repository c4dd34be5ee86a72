import assert from "node:assert/strict";
import { journalSnapshot } from "../../../support/journal/snapshot.ts";
import { checkMember, exportOf } from "./check_all.ts";
import type { ImportFormat } from "../../../../lib/journal/mod.ts";
import { type ExpectedForeign, importForeign } from "./foreign.ts";
import { type ImportContext, importInto } from "./imported.ts";
import { documentOf, saidOutside, writeOutside } from "./outside.ts";
import type { Driver } from "../driver.ts";
import { type Operation, patchFrom } from "../operations.ts";
import { performPlanned } from "../perform.ts";
import type { Member, World } from "../world.ts";

const MAX_DOCUMENTS = 6;

/** Keeps what somebody's export says now, to be imported one day. */
export async function keepExport({ random, members, documents }: World): Promise<void> {
  if (documents === undefined) return;
  documents.push(await exportOf(random.pick(random.pick(members).drivers)));
  if (documents.length > MAX_DOCUMENTS) documents.splice(random.below(MAX_DOCUMENTS), 1);
}

/** Imports an old export of somebody into a journal, after a rehearsal, and the same into the model. */
export async function checkImport(world: World, member: Member): Promise<void> {
  const { random, documents, store } = world;
  if (documents === undefined || documents.length === 0) return;
  const document = random.pick(documents);
  const driver = random.pick(member.drivers);
  const before = await journalSnapshot(store);
  const rehearsal = await importFrom(document, { driver, dryRun: true });
  assert.deepEqual(await journalSnapshot(store), before, "A rehearsal writes nothing");
  const report = await importFrom(document, { driver });
  assert.deepEqual(rehearsal, report, "A rehearsal says what will be");

  const context = await contextOf(world, { member, driver });
  assert.deepEqual(report, importInto(member.person, context, JSON.parse(document)));
  await checkMember(world, member);
}

/**
 * Imports what is in a journal of another app by now, and the same into the model; returns the report
 * if there was an import.
 */
export async function checkForeignImport(
  world: World,
  member: Member,
): Promise<ExpectedForeign | undefined> {
  const { random, clock, documents, outside, store } = world;
  if (documents === undefined) return;
  await changeImported(world, member);
  writeOutside(outside, { random, now: clock.now() });
  const format = random.pick(["dayone", "jrnl"] as const);
  const entries = outside.filter(({ app }) => app === format);
  const document = documentOf(entries);
  const driver = random.pick(member.drivers);
  const before = await journalSnapshot(store);
  const rehearsal = await importFrom(document, { driver, format, dryRun: true });
  assert.deepEqual(await journalSnapshot(store), before, "A rehearsal writes nothing");
  const report = await importFrom(document, { driver, format });
  assert.deepEqual(rehearsal, report, "A rehearsal says what will be");
  const said = entries.map((entry) => saidOutside(entry, member.person.timeZone));
  const context = await contextOf(world, { member, driver });
  const expected = importForeign(member.person, context, said);
  assert.deepEqual(report, expected);
  await checkMember(world, member);
  return expected;
}

/** Changes here, too, what has come from there: only then is there something to lose. */
async function changeImported(world: World, member: Member): Promise<void> {
  const { random, clock, outside } = world;
  const { person, drivers: [driver] } = member;
  const context = { random, person, others: [], now: clock.now() };
  for (const entry of outside) {
    const { id } = saidOutside(entry);
    if (!person.entries.has(id) || random.chance(0.5)) continue;
    const operation: Operation = { name: "updateEntry", args: [id, patchFrom(context, id)] };
    await performPlanned(world, member, { driver, operation });
  }
}

async function contextOf(
  { clock }: World,
  { member, driver: { viewer } }: { member: Member; driver: Driver },
): Promise<ImportContext> {
  // The first driver sees everything.
  const tags = await member.drivers[0].journal.listTags();
  const newTagId = (wanted: string) => tags.find(({ name }) => name === wanted)?.id ?? "none";
  return { viewer, now: clock.now(), newTagId };
}

async function importFrom(
  document: string,
  { driver: { journal }, format = "epicme", dryRun }: {
    driver: Driver;
    format?: ImportFormat;
    dryRun?: boolean;
  },
) {
  const { notes, ...report } = await journal.importEntries({ format, document, dryRun });
  return {
    ...report,
    errors: report.errors.map(({ index, code }) => ({ index, code })),
    ...format !== "epicme" && { notes: (notes ?? []).map(({ index }) => index) },
  };
}
