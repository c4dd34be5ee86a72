import assert from "node:assert/strict";
import {
  CLEARABLE_FIELD_NAMES,
  type Entry,
  ENTRY_FIELDS,
  type EntryDraft,
  type EntryFields,
  type EntryPatch,
  FIELD_NAMES,
  type FieldName,
  GIVEN_FIELD_NAMES,
  pickFields,
} from "../../../../lib/journal/mod.ts";
import { exportJournal } from "../../../../lib/journal/portability/mod.ts";
import { draftInput, patchInput, summaryOutput } from "../../../../lib/mcp/entry_schemas.ts";
import { journalIn, storeFor } from "../helpers.ts";

const VALUES = {
  line: ["A first value", "Another value"],
  flag: [true, false],
  time: ["2020-01-29T23:30+02:00", "2021-06-01T00:30-09:30"],
} as const;

/** What is stored of those times. */
const STORED_TIMES = [
  { occurredAt: Date.UTC(2020, 0, 29, 21, 30), day: "2020-01-29", utcOffset: "+02:00" },
  { occurredAt: Date.UTC(2021, 5, 1, 10), day: "2021-06-01", utcOffset: "-09:30" },
] as const;

/** A value for every field that can be given; `n` says which of two. */
function draftOf(n: 0 | 1): EntryDraft {
  const given = GIVEN_FIELD_NAMES.map((name) => [name, VALUES[ENTRY_FIELDS[name].kind][n]]);
  return { content: "Text", ...Object.fromEntries(given) };
}

/** The fields of an entry that is made of these. */
function fieldsOf(n: 0 | 1): EntryFields {
  const { content: _, ...fields } = draftOf(n);
  return { ...fields, ...STORED_TIMES[n] } as EntryFields;
}

function without(fields: EntryFields, names: readonly FieldName[]): EntryFields {
  const kept = Object.entries(fields).filter(([name]) => !names.includes(name as FieldName));
  return Object.fromEntries(kept) as unknown as EntryFields;
}

Deno.test("every field is created, updated, cleared, revised, restored, exported and imported", async () => {
  using store = await storeFor();
  using elsewhere = await storeFor();
  const journal = journalIn(store);
  const [first, second] = [fieldsOf(0), fieldsOf(1)];
  const shows = async (expected: EntryFields, version: number) => {
    const entry = await journal.getEntry(id);
    assert.deepEqual([pickFields(entry), entry.version], [expected, version]);
  };
  const { id } = await journal.createEntry(draftOf(0));
  await shows(first, 1);

  await journal.updateEntry(id, draftOf(1));
  await shows(second, 2);

  const cleared = Object.fromEntries(CLEARABLE_FIELD_NAMES.map((name) => [name, null]));
  await journal.updateEntry(id, cleared as EntryPatch);
  await shows(without(second, CLEARABLE_FIELD_NAMES), 3);

  const { revisions: [, oldest] } = await journal.listRevisions(id);
  await journal.restoreRevision(id, oldest.id);
  await shows(first, 4);

  const document = (await Array.fromAsync(
    exportJournal(store, { userId: "ada", includePrivate: true }, { format: "json" }),
  )).join("");
  const other = journalIn(elsewhere);
  await other.importEntries({ format: "epicme", document });
  assert.deepEqual(pickFields(await other.getEntry(id)), first);
  assert.equal((await other.importEntries({ format: "epicme", document })).skipped, 1);
  const { revisions: [last] } = await other.listRevisions(id);
  await other.restoreRevision(id, last.id);
  assert.deepEqual(
    pickFields(await other.getEntry(id)),
    // A private entry stays private.
    { ...without(second, CLEARABLE_FIELD_NAMES), isPrivate: true },
  );
});

Deno.test("tools take every field that can be given, and lists show those that say so", async () => {
  for (const name of FIELD_NAMES) {
    const isGiven = (GIVEN_FIELD_NAMES as readonly FieldName[]).includes(name);
    assert.deepEqual([name in draftInput, name in patchInput], [isGiven, isGiven], name);
  }
  const listed = FIELD_NAMES.filter((name) => ENTRY_FIELDS[name].isListed);
  assert.deepEqual(FIELD_NAMES.filter((name) => name in summaryOutput.shape), listed);

  using store = await storeFor();
  const journal = journalIn(store);
  const entry: Entry = await journal.createEntry(draftOf(0));
  const { entries: [summary] } = await journal.listEntries();
  for (const name of listed) assert.deepEqual(summary[name], entry[name]);
});
