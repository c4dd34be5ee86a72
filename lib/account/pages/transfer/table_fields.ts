import type { CsvField } from "../../../formats/mod.ts";

/** What a column can be, in the order in which people choose. */
export const TABLE_FIELDS: readonly { field: CsvField; label: string }[] = [
  { field: "time", label: "Date" },
  { field: "timeOfDay", label: "Time of day" },
  { field: "content", label: "Text" },
  { field: "title", label: "Title" },
  { field: "tags", label: "Tags" },
  { field: "mood", label: "Mood" },
  { field: "location", label: "Place" },
  { field: "weather", label: "Weather" },
  { field: "favorite", label: "Favourite" },
  { field: "private", label: "Private" },
];

/** The name of the select of a field. */
export function columnFieldName(field: CsvField): string {
  return `column-${field}`;
}
