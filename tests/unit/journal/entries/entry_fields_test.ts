import assert from "node:assert/strict";
import {
  type Entry,
  ENTRY_FIELDS,
  type EntryDraft,
  type EntryFields,
  type EntryPatch,
  exportJournal,
  FIELD_NAMES,
  type FieldName,
  pickFields,
} from "../../../../lib/journal/mod.ts";
import { OPTIONAL_FIELD_NAMES } from "../../../../lib/journal/entry_fields.ts";
import { draftInput, patchInput, summaryOutput } from "../../../../lib/mcp/entry_schemas.ts";
import { journalIn, storeFor } from "../helpers.ts";

const VALUES = {
  line: ["A first value", "Another value"],
  flag: [true, false],
  time: [Date.UTC(2020, 1, 29, 12), Date.UTC(2021, 5, 1)],
} as const;

/** A value for every field; `n` says which of two. */
function valuesOf(n: 0 | 1): EntryFields {
  return Object.fromEntries(
    FIELD_NAMES.map((name) => [name, VALUES[ENTRY_FIELDS[name].kind][n]]),
  ) as unknown as EntryFields;
}

function without(fields: EntryFields, names: readonly FieldName[]): EntryFields {
  const kept = Object.entries(fields).filter(([name]) => !names.includes(name as FieldName));
  return Object.fromEntries(kept) as unknown as EntryFields;
}

Deno.test("every field is created, updated, cleared, revised, restored, exported and imported", async () => {
  using store = await storeFor();
  using elsewhere = await storeFor();
  const journal = journalIn(store);
  const [first, second] = [valuesOf(0), valuesOf(1)];
  const draft: EntryDraft = { content: "Text", ...first };
  const shows = async (expected: EntryFields, version: number) => {
    const entry = await journal.getEntry(id);
    assert.deepEqual([pickFields(entry), entry.version], [expected, version]);
  };
  const { id } = await journal.createEntry(draft);
  await shows(first, 1);

  await journal.updateEntry(id, second);
  await shows(second, 2);

  const cleared = Object.fromEntries(OPTIONAL_FIELD_NAMES.map((name) => [name, null]));
  await journal.updateEntry(id, cleared as EntryPatch);
  await shows(without(second, OPTIONAL_FIELD_NAMES), 3);

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
    { ...without(second, OPTIONAL_FIELD_NAMES), isPrivate: true },
  );
});

Deno.test("every field is one that tools take, and lists show those that say so", async () => {
  for (const name of FIELD_NAMES) assert(name in draftInput && name in patchInput, name);
  const listed = FIELD_NAMES.filter((name) => ENTRY_FIELDS[name].isListed);
  assert.deepEqual(FIELD_NAMES.filter((name) => name in summaryOutput.shape), listed);

  using store = await storeFor();
  const journal = journalIn(store);
  const entry: Entry = await journal.createEntry({ content: "Text", ...valuesOf(0) });
  const { entries: [summary] } = await journal.listEntries();
  for (const name of listed) assert.deepEqual(summary[name], entry[name]);
});
