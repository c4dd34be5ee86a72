import { type ExportRecord, FORMAT, FORMAT_VERSION, SCHEMA_ID } from "../format.ts";
import { jsonBytes, MAX_UNIT_BYTES, toBase64, type Writer } from "./writer.ts";

/** Writes JSON, one record a line; all pages together are one document. */
export const writeJson: Writer = {
  header(exportedAt) {
    const header = { $schema: SCHEMA_ID, format: FORMAT, formatVersion: FORMAT_VERSION };
    const start = JSON.stringify({ ...header, exportedAt });
    return `${start.slice(0, -1)},"records":[`;
  },
  record: (record, { isFirst }) => `${isFirst ? "" : ","}\n${line(record)}`,
  footer: "\n]}\n",
};

/** Bounded also where the text is all quotes or control characters. */
function line(record: ExportRecord): string {
  const text = JSON.stringify(record);
  if (record.type === "tag" || jsonBytes(text) <= MAX_UNIT_BYTES) return text;
  const { content = "", ...rest } = record;
  return JSON.stringify({ ...rest, contentBase64: toBase64(content) });
}
