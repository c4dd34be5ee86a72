import { TOKEN_FIELD } from "../../pages/form_token.ts";
import type { WriteForm } from "./form_values.ts";
import { FIELD } from "./read_form.ts";

/** What the form is, before all that somebody fills in: it is known before a file is read. */
export function HiddenFields(
  { form: { key, entryId, version, keptAt, values }, token, base }: {
    form: WriteForm;
    token: string;
    /** The version that it began from, where it is on top of a newer one. */
    base?: number;
  },
) {
  const fields: [string, string | number | undefined][] = [
    [TOKEN_FIELD, token],
    [FIELD.key, key],
    [FIELD.entry, entryId],
    [FIELD.version, version],
    [FIELD.kept, keptAt],
    [FIELD.base, base],
  ];
  return (
    <>
      {fields.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value ?? ""} />
      ))}
      {/* Where the time zone can be chosen, that is a field to see. */}
      {values.offset === "" && <input type="hidden" name={FIELD.offset} value="" />}
    </>
  );
}
