import assert from "node:assert/strict";
import { checkInvariants } from "../../../support/journal/invariants.ts";
import { type CheckContext, checkEntry, checkList, checkTags } from "./check.ts";
import { recordsOf } from "./exported.ts";
import type { Driver } from "../driver.ts";
import type { Member, World } from "../world.ts";

/** Everything of everybody must be what the model says, from every driver. */
export async function checkAll(world: World): Promise<void> {
  for (const member of world.members) await checkMember(world, member);
}

/** Everything of one of them. */
export async function checkMember(world: World, member: Member): Promise<void> {
  for (const driver of member.drivers) {
    const context = { world, member, driver };
    await checkTags(context);
    await checkList(context, { limit: 100 });
    await checkList(context, { limit: 7, trashed: true });
    for (const id of member.person.entries.keys()) await checkEntry(context, id);
    await checkExport(context);
  }
  await checkInvariants(world.store, member.userId);
}

/** What is exported from a driver must be what the model says, and be the same once it is imported. */
export async function checkRoundTrip({ world, driver }: CheckContext): Promise<void> {
  const document = await exportOf(driver);
  const copy = world.visitor(crypto.randomUUID());
  const { created, updated, skipped, errors } = await copy.journal.importEntries(
    { format: "epicme", document },
  );
  const { records } = JSON.parse(document);
  const entries = records.filter(({ type }: { type: string }) => type === "entry");
  assert.deepEqual([created, updated, skipped, errors], [entries.length, 0, 0, []]);
  assert.deepEqual(JSON.parse(await exportOf(copy)).records, records);
  await checkInvariants(world.store, copy.userId);
  await world.erase(copy.userId);
}

/** What is exported from a driver must be what the model says. */
export async function checkExport({ member: { person }, driver }: CheckContext): Promise<void> {
  const { records } = JSON.parse(await exportOf(driver));
  assert.deepEqual(records, recordsOf(person, driver.viewer));
}

/** The whole JSON export. */
export async function exportOf({ journal }: Pick<Driver, "journal">): Promise<string> {
  let document = "";
  let cursor: string | undefined;
  do {
    const page = await journal.exportPage({ format: "json", cursor });
    document += page.document;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return document;
}
