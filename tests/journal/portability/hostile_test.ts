import assert from "node:assert/strict";
import { LimitError } from "../../../lib/journal/mod.ts";
import { journalIn, storeFor } from "../helpers.ts";
import { documentWith, entryRecord, importInto } from "./helpers.ts";

/** Documents of so many records that are none, which cost nothing to write. */
const CROWDS = {
  epicme: (count: number) => documentWith(Array.from({ length: count }, () => ({}))),
  dayone: (count: number) => crowd({ creationDate: 1 }, count),
  jrnl: (count: number) => crowd({ date: 1 }, count),
  "lines of epicme": (count: number) =>
    [JSON.stringify(entryRecord(1)), ...Array(count - 1).fill("{}")].join("\n"),
};

function crowd(first: object, count: number): string {
  return JSON.stringify({ entries: [first, ...Array(count - 1).fill({})] });
}

for (const [name, make] of Object.entries(CROWDS)) {
  const format = name.split(" ").at(-1) as "epicme" | "dayone" | "jrnl";

  Deno.test(`in ${name}, everybody else gets a turn while bad records are read`, async () => {
    using store = await storeFor();
    let turns = 0;
    let isOver = false;
    const countTurn = () => {
      turns++;
      if (!isOver) setTimeout(countTurn);
    };
    setTimeout(countTurn);
    const report = await importInto(journalIn(store), make(5_000), { format, dryRun: true });
    isOver = true;
    await new Promise((resolve) => setTimeout(resolve));
    assert(report.failed >= 4_999);
    assert(turns > 10, `${turns} turns`);
  });

  Deno.test(`in ${name}, more records than anybody has written are one error`, async () => {
    using store = await storeFor();
    const importing = importInto(journalIn(store), make(25_001), { format });
    await assert.rejects(importing, (error) => {
      assert(error instanceof LimitError);
      assert.match(error.message, /25001 records, more than the limit of 25000/);
      return true;
    });
  });
}
