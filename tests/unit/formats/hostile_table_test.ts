import assert from "node:assert/strict";
import { blobSource, lookAtTable, openArchive, recognize } from "../../../lib/formats/mod.ts";
import { openFile, openZip, readAll } from "./helpers.ts";

async function openBytes(bytes: Uint8Array<ArrayBuffer>, name = "a.csv") {
  return await openArchive(blobSource(new File([bytes], name)));
}

/** UTF-16 of little ends, as spreadsheets on Windows write it. */
function utf16(text: string, { mark = true, big = false } = {}): Uint8Array<ArrayBuffer> {
  const units = Uint16Array.from((mark ? `\uFEFF${text}` : text).split(""), (unit) => {
    const code = unit.charCodeAt(0);
    return big ? code >> 8 | (code & 255) << 8 : code;
  });
  return new Uint8Array(units.buffer);
}

Deno.test("a table may be in UTF-16, with and without a mark, or as Windows writes it", async () => {
  const text = "date\ttext\n2026-11-23\tCafé – été\n";
  const files = [
    utf16(text),
    utf16(text, { mark: false }),
    utf16(text, { big: true }),
    Uint8Array.from("date;text\n2026-11-23;Caf\xe9 \x96 \xe9t\xe9\n", (c) => c.charCodeAt(0)),
  ];
  for (const bytes of files) {
    const archive = await openBytes(bytes);
    assert.equal((await recognize(archive)).format, "csv");
    assert.deepEqual((await readAll(archive)).entries.map(({ content }) => content), [
      "Café – été",
    ]);
  }
});

Deno.test("a table of 10,000 columns is refused; one of 1,000 is read, and all of it is in the text", async () => {
  const table = (count: number) => {
    const names = Array.from({ length: count - 2 }, (_, n) => `c${n}`);
    return `date,text,${names.join(",")}\n2026-11-23,Day,${names.map(() => "1").join(",")}\n`;
  };
  await assert.rejects(readAll(await openFile("a.csv", table(10_000))), /more than 1,000 columns/);
  await assert.rejects(lookAtTable(await openFile("a.csv", table(10_000))), /1,000 columns/);
  const { entries: [{ content }] } = await readAll(await openFile("a.csv", table(1_000)));
  assert.equal(content.split("\n").length, 1_000);
});

Deno.test("what a row has beside the columns, and what has no name, is in the text", async () => {
  const { entries } = await readAll(
    await openFile("a.csv", "date,text,,date\n2026-11-23,Day,x,y,extra\n2026-11-24,Short\n"),
  );
  assert.deepEqual(entries.map(({ content }) => content), [
    "Day\n\n- Column 3: x\n- date (2): y\n- Column 5: extra",
    "Short",
  ]);
});

Deno.test("a table without names begins with its first row, and is read by what is in it", async () => {
  const archive = await openFile(
    "a.csv",
    "5,2026-11-23 09:30,A day in words\n6,2026-11-24,More of it\n",
  );
  const { mapping, columns } = await lookAtTable(archive);
  assert.deepEqual([mapping.time, mapping.content], ["Column 2", "Column 3"]);
  assert.deepEqual(columns[2].values, ["A day in words", "More of it"]);
  assert.equal((await readAll(archive)).entries.length, 2);
});

Deno.test("zeros, marks of formulas and names of objects are only text", async () => {
  const table = 'date,text,__proto__,constructor\n2026-11-23,"a\0b\n=1+1",x,y\n';
  const { entries } = await readAll(await openFile("a.csv", table));
  assert.equal(entries[0].content, "ab\n=1+1\n\n- __proto__: x\n- constructor: y");
});

Deno.test("several tables in a zip are read by one mapping, and one without the column is told", async () => {
  const zip = await openZip({
    "2025.csv": "date,text\n2025-01-01,One\n",
    "2026.csv": "date,text\n2026-01-01,Two\nnever,Three\n",
    "moods.csv": "mood\ngood\n",
  });
  const { entries, skipped } = await readAll(zip);
  assert.deepEqual(entries.map(({ content }) => content), ["One", "Two"]);
  assert.deepEqual(skipped.map(({ what, why }) => `${what}: ${why}`), [
    "2026.csv, line 3: Its time is not one that can be read: “never”",
    "moods.csv: It has no column “date”",
  ]);
});

Deno.test("how days are written is told by the whole column, or left open", async () => {
  const orderOf = async (...days: string[]) => {
    const look = await lookAtTable(await openFile("a.csv", `date,text\n${days.join(",x\n")},x\n`));
    return [look.order, look.mapping.dateOrder];
  };
  assert.deepEqual(await orderOf("03/04/2024", "25/04/2024"), ["told", "dmy"]);
  assert.deepEqual(await orderOf("03/04/2024", "04/25/24"), ["told", "mdy"]);
  assert.deepEqual(await orderOf("03.04.2024"), ["told", "dmy"]);
  assert.deepEqual(await orderOf("03/04/2024"), ["open", undefined]);
  assert.deepEqual(await orderOf("25/04/2024", "04/25/2024"), ["open", undefined]);
  assert.deepEqual(await orderOf("2024-04-03", "April 3, 2024"), ["none", undefined]);
});

Deno.test("days in words, of two digits and seconds since 1970 are times of a table", async () => {
  const cells = ["May 5, 2024 9:30 PM", "5 May 2024", "05/25/24", "1714900000", "5-May-2024"];
  const rows = cells.map((cell) => `"${cell}",x ${cell}\n`).join("");
  const { entries } = await readAll(await openFile("a.csv", `date,text\n${rows}`));
  assert.deepEqual(entries.map(({ occurredAt }) => occurredAt), [
    ...["2024-05-05T21:30:00", "2024-05-05", "2024-05-25", 1_714_900_000_000, "2024-05-05"],
  ]);
});

Deno.test("a time of the day, a favourite or a mood that cannot be taken is told or in the text", async () => {
  const long = "sad ".repeat(100).trim();
  const table = `date,time,text,favorite,mood\n2026-11-23,soon,Day,perhaps,${long}\n`;
  const { entries: [{ notes, content }] } = await readAll(await openFile("a.csv", table));
  assert.deepEqual(notes, [
    "Its time of day was left out: “soon” is none",
    "Not taken: favorite “perhaps”, which is neither yes nor no",
  ]);
  assert.equal(content, `Day\n\n- mood: ${long}`);
});
