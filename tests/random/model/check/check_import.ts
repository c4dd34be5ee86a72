import assert from "node:assert/strict";
import { journalSnapshot } from "../../../support/journal/snapshot.ts";
import { checkMember, exportOf } from "./check_all.ts";
import { importInto } from "./imported.ts";
import type { Driver } from "../driver.ts";
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
  const { random, clock, documents, store } = world;
  if (documents === undefined || documents.length === 0) return;
  const document = random.pick(documents);
  const driver = random.pick(member.drivers);
  const before = await journalSnapshot(store);
  const rehearsal = await importFrom(document, { driver, dryRun: true });
  assert.deepEqual(await journalSnapshot(store), before, "A rehearsal writes nothing");
  const report = await importFrom(document, { driver });
  assert.deepEqual(rehearsal, report, "A rehearsal says what will be");

  const tags = await driver.journal.listTags();
  const context = {
    ...{ viewer: driver.viewer, now: clock.now() },
    newTagId: (wanted: string) => tags.find(({ name }) => name === wanted)?.id ?? "none",
  };
  assert.deepEqual(report, importInto(member.person, context, JSON.parse(document)));
  await checkMember(world, member);
}

async function importFrom(
  document: string,
  { driver: { journal }, dryRun }: { driver: Driver; dryRun?: boolean },
) {
  const report = await journal.importEntries({ format: "epicme", document, dryRun });
  return { ...report, errors: report.errors.map(({ index, code }) => ({ index, code })) };
}
