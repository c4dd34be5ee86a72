/** Something that a person cares about and that has no field, with its name. */
export type Fact = readonly [name: string, value: string | number | null | undefined | false];

/** A text with facts as a list at its end. */
export function withFacts(content: string, facts: readonly Fact[]): string {
  const lines = facts.flatMap(([name, value]) =>
    value === undefined || value === null || value === false || value === ""
      ? []
      : `- ${name}: ${value}`
  );
  if (lines.length === 0) return content;
  return [...content.trim() === "" ? [] : [content.trimEnd(), ""], ...lines].join("\n");
}
