/** The lines of docs/storage_schema.md that name a key, and the tables that it names. */
export interface SchemaPage {
  keys: string[];
  tables: string[];
}

/** Reads the page: keys are the first cells with more than one part, or those of KV alone. */
export async function readSchemaPage(): Promise<SchemaPage> {
  const text = await Deno.readTextFile(new URL("../../../docs/storage_schema.md", import.meta.url));
  const cells = [...text.matchAll(/^\| `([^`]+)`[^|]*\|/gm)].map(([, cell]) => cell);
  const names = cells.filter((cell) => !/[.]/.test(cell));
  const tables = names.filter((name) => name.startsWith("search_"));
  return { keys: names.filter((name) => !tables.includes(name)), tables: [...new Set(tables)] };
}

/** Whether a key has the form that a line of the page gives. */
export function matches(key: Deno.KvKey, line: string): boolean {
  const parts = line.split(" / ");
  return parts.length === key.length &&
    parts.every((part, n) => /^<.+>$/.test(part) || part === key[n]);
}
