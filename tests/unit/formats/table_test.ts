import assert from "node:assert/strict";
import { csvColumns, MappingError, recognize, suggestMapping } from "../../../lib/formats/mod.ts";
import { openFile, readAll } from "./helpers.ts";

const TABLE = "Datum;Uhrzeit;Text;Rain (mm)\n" +
  '23.11.2026;9:30;"Line one\nline ""two""";4\n' +
  "soon;;No time;1\n" +
  "24.11.2026;;Snow;\n";

Deno.test("a table is read by the columns that its names suggest; the others go into the text", async () => {
  const archive = await openFile("diary.csv", TABLE);
  assert.equal((await recognize(archive)).format, "csv");
  const columns = await csvColumns(archive.members[0]);
  assert.deepEqual(columns, ["Datum", "Uhrzeit", "Text", "Rain (mm)"]);
  assert.deepEqual(suggestMapping(columns), {
    time: "Datum",
    timeOfDay: "Uhrzeit",
    content: "Text",
  });
  const { entries, skipped } = await readAll(archive);
  assert.deepEqual(entries.map(({ content, occurredAt }) => [occurredAt, content]), [
    ["2026-11-23T09:30:00", 'Line one\nline "two"\n\n- Rain (mm): 4'],
    ["2026-11-24", "Snow"],
  ]);
  assert.deepEqual(skipped, [
    { kind: "skipped", what: "Line 4", why: "Its time is not one that can be read: “soon”" },
  ]);
});

Deno.test("a table is read by the mapping of its person, also with months before days", async () => {
  const archive = await openFile(
    "a.csv",
    "when,what,labels\n11/23/2026 9:30 PM,Walk,a;b\n1700000000,Run,\n",
  );
  const mapping = { time: "when", title: "what", tags: "labels", dateOrder: "mdy" } as const;
  const { entries } = await readAll(archive, { mapping });
  assert.deepEqual(
    entries.map(({ occurredAt, title, content, tags }) => [occurredAt, title, content, tags]),
    [
      ["2026-11-23T21:30:00", "Walk", "Walk", ["a", "b"]],
      [1_700_000_000_000, "Run", "Run", []],
    ],
  );
});

Deno.test("a mapping that does not fit its table says which column is missing", async () => {
  const archive = await openFile("a.csv", "a,b\n1,2\n");
  await assert.rejects(readAll(archive), MappingError);
  await assert.rejects(readAll(archive, { mapping: { time: "a" } }), /for the text/);
  await assert.rejects(
    readAll(archive, { mapping: { time: "a", content: "c" } }),
    /The table has no column “c”/,
  );
});

Deno.test("a row of more than 8 MiB is refused, and a quotation that never ends, too", async () => {
  const head = "date,text\n2026-11-23,";
  for (const row of [`"${"x".repeat(9_000_000)}"\n`, '"never ends\n']) {
    await assert.rejects(readAll(await openFile("a.csv", head + row)), /is not a CSV to its end/);
  }
});

Deno.test("rows that say the same are entries of their own, and the same in the next import", async () => {
  const sources = async () => {
    const archive = await openFile("a.csv", "date,text\n2026-11-23,x\n2026-11-23,x\n");
    return (await readAll(archive)).entries.map(({ source }) => source);
  };
  assert.deepEqual(await sources(), ["2026-11-23 x", "2026-11-23 x (2)"]);
  assert.deepEqual(await sources(), await sources());
});
