import type { Archive, Member } from "../../archive/archive.ts";
import { endingOf } from "../../archive/paths.ts";
import type { CsvMapping, DateOrder } from "../../read_entry.ts";
import { shorten } from "../../text/shorten.ts";
import { orderIn, type OrderSeen } from "./cell_time.ts";
import { csvColumns, csvRows } from "./csv_rows.ts";
import { type Column, suggestMapping } from "./suggest_mapping.ts";

/** What is shown of each column. */
const VALUES = 3;
const VALUE_CHARACTERS = 60;

/** What is looked at to see what a column has. */
const ROWS_TO_GUESS_BY = 20;

/** What a person sees of a table to choose from, and what it would be read by. */
export interface TableLook {
  /** Each with its first values, shortened. */
  columns: Column[];
  rows: number;
  mapping: Partial<CsvMapping>;
  /**
   * What says how days with the year at their end are written: the column, or the person. `open`:
   * each of them can be of two months. `none`: there are none.
   */
  order: "none" | "told" | "chosen" | "open";
}

/** The tables of an archive. */
export function tablesIn({ members }: Archive): Member[] {
  return members.filter(({ path }) => ["csv", "tsv", "txt"].includes(endingOf(path)));
}

/**
 * Looks at all rows of a table, or of several with the same columns. Days with the year at their end
 * are read as the whole column tells: one day of more than 12 says how all of them are written.
 *
 * @param given what a person has chosen; what the table suggests unless given
 */
export async function lookAtTable(
  archive: Archive,
  given?: Partial<CsvMapping>,
): Promise<TableLook> {
  const tables = tablesIn(archive);
  const columns = await columnsOf(tables);
  const mapping = given ?? suggestMapping(columns);
  const seen = new Map<OrderSeen, number>();
  let rows = 0;
  for (const table of tables) {
    for await (const { values } of csvRows(table)) {
      rows++;
      const order = orderIn(values[mapping.time ?? ""] ?? "");
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
  }
  const dateOrder = mapping.dateOrder ?? told(seen);
  const isShort = seen.has("either") || seen.has("dmy") || seen.has("mdy");
  const known = mapping.dateOrder ? "chosen" : dateOrder ? "told" : "open";
  const shown = columns.map(({ name, values }) => ({
    name,
    values: values.filter((value) => value.trim() !== "").slice(0, VALUES)
      .map((value) => shorten(value.replace(/\s+/g, " ").trim(), VALUE_CHARACTERS).toWellFormed()),
  }));
  return {
    columns: shown,
    rows,
    mapping: { ...mapping, dateOrder },
    order: isShort ? known : "none",
  };
}

/** The order of which there is evidence; of two kinds of evidence nothing follows. */
function told(seen: ReadonlyMap<OrderSeen, number>): DateOrder | undefined {
  if (seen.has("dmy") && seen.has("mdy")) return undefined;
  return seen.has("dmy") ? "dmy" : seen.has("mdy") ? "mdy" : undefined;
}

async function columnsOf(tables: readonly Member[]): Promise<Column[]> {
  const found = new Map<string, string[]>();
  for (const table of tables) {
    for (const name of await csvColumns(table)) found.set(name, found.get(name) ?? []);
    let rows = 0;
    for await (const { values } of csvRows(table)) {
      for (const [name, value] of Object.entries(values)) {
        if (!found.has(name)) found.set(name, []);
        found.get(name)!.push(value.slice(0, 1_000));
      }
      if (++rows === ROWS_TO_GUESS_BY) break;
    }
  }
  return [...found].map(([name, values]) => ({ name, values }));
}
