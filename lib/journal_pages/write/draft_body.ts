import type { AttachmentRef, Draft } from "../../journal/mod.ts";
import type { FormValues, WriteForm } from "../form/form_values.ts";

/** What a draft holds of its form, as it is kept. */
export function draftBodyOf({ version, values }: WriteForm): string {
  return JSON.stringify({ version, values });
}

/**
 * The form of a draft. What an earlier release has kept otherwise is as in `otherwise`: a draft may be
 * 30 days old.
 */
export function readDraftBody(
  { id, entryId, savedAt, body }: Draft,
  otherwise: FormValues,
): WriteForm {
  const { version, values = {} } = JSON.parse(body) as {
    version?: number;
    values?: Partial<Record<keyof FormValues, unknown>>;
  };
  const names = Object.keys(otherwise) as (keyof FormValues)[];
  const read = names.map((name) => {
    const value = values[name];
    return [name, typeof value === typeof otherwise[name] ? value : otherwise[name]];
  });
  const files = Array.isArray(values.files) ? values.files as AttachmentRef[] : otherwise.files;
  return {
    ...{ key: id, entryId, keptAt: savedAt },
    ...typeof version === "number" && { version },
    values: { ...Object.fromEntries(read) as unknown as FormValues, files },
  };
}
