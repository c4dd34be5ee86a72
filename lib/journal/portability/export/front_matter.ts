/** What JSON leaves as it is and YAML 1.1 takes for the end of a line, or does not allow at all. */
const UNSAFE = /[\u007F-\u00A0\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

/** Facts whose values are words of ours, which no parser reads otherwise: easier to look for. */
const OUR_WORDS = new Set(["type", "format", "encoding"]);

type Value = string | number | boolean | readonly Value[] | { readonly [name: string]: Value };

/**
 * Returns facts as YAML front matter that every parser reads alike, of YAML 1.1 (Python, Ruby) and
 * 1.2: every text that is not a word of ours is in double quotes, on one line, so that `yes`, `12:30` or `2024-01-01` stays the
 * text that it is. What is undefined is left out.
 */
export function frontMatter(facts: object): string {
  const lines = Object.entries(facts).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (OUR_WORDS.has(name)) return [`${name}: ${value}`];
    if (!Array.isArray(value) || value.length === 0) return `${name}: ${flow(value)}`;
    return [`${name}:`, ...value.map((each) => `  - ${flow(each)}`)];
  });
  return `---\n${lines.join("\n")}\n---\n`;
}

/** A value on one line. */
function flow(value: Value): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  const members = Object.entries(value).map(([name, each]) => `${quoted(name)}: ${flow(each)}`);
  return `{${members.join(", ")}}`;
}

/** The escapes of JSON are escapes of YAML, too. */
function quoted(text: string): string {
  const escape = (character: string) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(UNSAFE, escape);
}
