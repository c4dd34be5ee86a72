/** The names of tags as people type them: apart by commas, in quotes where a name has one. */
export function formatTags(names: readonly string[]): string {
  return names.map((name) => /[,"]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
    .join(", ");
}

/** Longer than a line of all the tags that an entry can have. */
const MAX_LINE = 25_000;

/** Returns the names in a line of tags; what is empty is none. */
export function parseTags(line: string): string[] {
  // One name, which the journal refuses.
  if (line.length > MAX_LINE) return [line];
  const names: string[] = [];
  // A quoted name, or anything up to the next comma.
  for (
    const [, quoted, plain] of line.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)/g)
  ) {
    const name = (quoted?.replaceAll('""', '"') ?? plain ?? "").trim();
    if (name !== "") names.push(name);
  }
  return names;
}
