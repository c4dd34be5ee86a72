import type { CsvField, CsvMapping } from "../../formats/mod.ts";
import { type Table, TransferError } from "../../transfer/mod.ts";
import { columnFieldName, TABLE_FIELDS } from "../pages/transfer/table_fields.ts";

/** The columns of a table as a form has them, by their place. Throws TransferError for none of it. */
export function readMapping(
  form: URLSearchParams,
  columns: Table["columns"],
): Partial<CsvMapping> {
  const mapping: Partial<Record<CsvField, string>> = {};
  for (const { field } of TABLE_FIELDS) {
    const place = form.get(columnFieldName(field)) ?? "";
    if (place === "") continue;
    const column = /^\d{1,4}$/.test(place) ? columns[Number(place)] : undefined;
    if (!column) throw new TransferError("The table has other columns by now. Choose again");
    mapping[field] = column.name;
  }
  const order = form.get("dateOrder");
  return order === "dmy" || order === "mdy" ? { ...mapping, dateOrder: order } : mapping;
}
