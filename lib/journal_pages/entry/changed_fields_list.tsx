import type { FieldChange } from "./changed_fields.ts";

/** What has changed of an entry beside its text; nothing if nothing has. */
export function ChangedFields({ fields }: { fields: readonly FieldChange[] }) {
  if (fields.length === 0) return null;
  return (
    <dl>
      {fields.map(({ name, before, after }) => (
        <>
          <dt>{name}</dt>
          <dd>
            {before !== undefined && <del dir="auto">{before}</del>}{" "}
            {after !== undefined && <ins dir="auto">{after}</ins>}
          </dd>
        </>
      ))}
    </dl>
  );
}
