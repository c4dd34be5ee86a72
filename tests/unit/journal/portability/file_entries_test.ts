import assert from "node:assert/strict";
import {
  blobSource,
  openArchive,
  readArchive,
  type ReadEntry,
} from "../../../../lib/formats/mod.ts";
import type { EntryGroup } from "../../../../lib/journal/portability/import/import_model.ts";
import { fileEntries } from "../../../../lib/journal/portability/import/sources/file_entry.ts";
import { readForeign } from "../../../../lib/journal/portability/import/sources/foreign.ts";

const ZONE = { name: "Europe/Berlin", source: "call" } as const;

const ENTRY: ReadEntry = {
  kind: "entry",
  source: "a",
  key: ["memos", "a"],
  title: "A walk",
  content: "It rained",
  occurredAt: "2026-11-23",
  tags: ["rain"],
  attachments: [],
  notes: ["Not taken: colour red"],
};

async function groupsOf(document: string): Promise<EntryGroup[]> {
  const archive = await openArchive(blobSource(new File([document], "Journal.json")));
  const convert = fileEntries({ zone: ZONE });
  const groups: EntryGroup[] = [];
  let index = 0;
  for await (const item of readArchive(archive, { timeZone: ZONE.name })) {
    const { group } = item.kind === "entry" ? convert(item, index) : {};
    if (group) groups.push(group);
    index++;
  }
  return groups;
}

for (const format of ["dayone", "jrnl"] as const) {
  Deno.test(`a file of ${format} makes the entries that import_entries makes of its document`, async () => {
    const fixture = new URL(`fixtures/${format}.json`, import.meta.url);
    const document = await Deno.readTextFile(fixture);
    const { groups } = await readForeign(document, { format, zone: ZONE });
    assert(groups.length > 1);
    assert.deepEqual(await groupsOf(document), groups);
  });
}

Deno.test("an entry of a file is known by its app and its source, and has the day that it says", () => {
  const { group, notes } = fileEntries({ zone: ZONE })(ENTRY, 3);
  const again = fileEntries({ zone: ZONE })(ENTRY, 9).group;
  assert.equal(group?.id, again?.id);
  assert.deepEqual(group?.entry?.values, {
    title: "A walk",
    content: "It rained",
    occurredAt: Date.parse("2026-11-22T23:00:00Z"),
    day: "2026-11-23",
    isFavorite: false,
    isPrivate: false,
    tags: [{ name: "rain" }],
  });
  assert.deepEqual(notes, [{ index: 3, reason: "Not taken: colour red" }]);
});

Deno.test("all of a file can be private, and entries of one moment keep their order", () => {
  const convert = fileEntries({ zone: ZONE, isPrivate: true });
  const [first, second] = ["a", "b"].map((name) =>
    convert({ ...ENTRY, key: ["memos", name] }, 0).group!
  );
  assert.equal(first.entry?.values.isPrivate, true);
  assert.equal(second.entry!.values.occurredAt - first.entry!.values.occurredAt, 1);
});

Deno.test("a time that is none is a problem of its entry only", () => {
  const { group, problem } = fileEntries({ zone: ZONE })({ ...ENTRY, occurredAt: "soon" }, 4);
  assert.equal(group, undefined);
  assert.equal(problem?.index, 4);
  assert.match(problem!.reason, /not a time of ISO 8601/);
});
