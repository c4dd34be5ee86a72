import { ENTRY_FIELDS, type EntryFields, FIELD_NAMES, type FieldName } from "../entry_fields.ts";

/** The fields of an entry in a document: times are ISO 8601 in UTC. */
export type DocumentFields = {
  [Name in keyof EntryFields]: (typeof ENTRY_FIELDS)[Name & FieldName]["kind"] extends "time"
    ? string
    : EntryFields[Name];
};

/** Returns the fields as a document has them. */
export function toDocumentFields(fields: EntryFields): DocumentFields {
  return convert<DocumentFields>(fields, (time) => new Date(time as number).toISOString());
}

/** Returns the fields that a document has. */
export function fromDocumentFields(fields: DocumentFields): EntryFields {
  return convert<EntryFields>(fields, (time) => Date.parse(time as string));
}

function convert<T>(
  fields: EntryFields | DocumentFields,
  convertTime: (time: unknown) => unknown,
): T {
  const converted: Partial<Record<FieldName, unknown>> = {};
  for (const name of FIELD_NAMES) {
    const value = fields[name];
    if (value === undefined) continue;
    converted[name] = ENTRY_FIELDS[name].kind === "time" ? convertTime(value) : value;
  }
  return converted as T;
}
