/** The document that the benches write into, each its own section. */
export const DOCUMENT = new URL("../../docs/performance.md", import.meta.url);

/** The tasks that write a section, and where that is. */
export type SectionName = "bench" | "bench:people";

/**
 * Writes what a bench has measured between the marks of its section, and formats the document.
 *
 * @throws {Error} if the document has no such section
 */
export async function writeSection(name: SectionName, markdown: string): Promise<void> {
  const document = await Deno.readTextFile(DOCUMENT);
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no section of ${name}`);
  const before = document.slice(0, from + start.length);
  await Deno.writeTextFile(DOCUMENT, `${before}\n\n${markdown}\n\n${document.slice(to)}`);
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "-q", DOCUMENT.pathname] }).output();
}

/** Returns the section of a bench, as it is in the document. */
export async function readSection(name: SectionName): Promise<string> {
  const document = await Deno.readTextFile(DOCUMENT);
  const [, section = ""] = document.split(`<!-- ${name} -->`);
  return section.split(`<!-- end of ${name} -->`)[0];
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
