import { type Archive, type CsvMapping, lookAtTable, missingIn } from "../../formats/mod.ts";
import type { Table } from "../model.ts";

/** A job is one value in KV: 64 KiB, of which a character takes two bytes at most. */
const MAX_CHARACTERS = 12_000;

/** Looks at a table as a person, or else the table itself, says what its columns are. */
export async function tableOf(archive: Archive, given?: Partial<CsvMapping>): Promise<Table> {
  const { columns, rows, mapping, order } = await lookAtTable(archive, given);
  let characters = 0;
  const shown = columns.filter(({ name, values }) => {
    characters += name.length + values.join("").length;
    return characters < MAX_CHARACTERS;
  });
  const open = order === "open"
    ? "Its days can be read in two ways: say whether the day or the month comes first"
    : undefined;
  return {
    ...{ columns: shown, moreColumns: columns.length - shown.length, rows, mapping, order },
    problem: missingIn(mapping) ?? open,
  };
}
