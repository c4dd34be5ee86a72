import { PROMPTS, RESOURCES, TOOLS } from "../../lib/mcp/mod.ts";
import { EVERYTHING, person } from "../../tests/support/people/person.ts";
import { send } from "../../tests/support/clients/rpc.ts";
import { startServer } from "../../tests/support/servers/server.ts";

/** What clients see of the server, by the file in which a version of it is kept. */
export type Face = Record<string, unknown>;

/** Asks a real server for all that it shows of itself to somebody who has written nothing yet. */
export async function readFace(): Promise<{ face: Face; toolsListBytes: number }> {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  const ask = async (method: string) =>
    (await send(server.resource, { era: "2026-07-28", token, method })).body.result;
  const { tools } = await ask("tools/list");
  const { resources } = await ask("resources/list");
  const { resourceTemplates } = await ask("resources/templates/list");
  const { prompts } = await ask("prompts/list");
  const { _meta, ...discover } = await ask("server/discover");
  const scopes = (name: string) =>
    [...TOOLS, ...RESOURCES, ...PROMPTS].find((each) => each.name === name)?.scopes;
  const files = (kind: string, items: { name: string }[]) =>
    items.map((item) => [`${kind}/${item.name}.json`, { ...item, scopes: scopes(item.name) }]);
  // The port of a test server is another one each time.
  const face = JSON.parse(
    JSON.stringify(Object.fromEntries([
      ["server.json", { ...discover, ..._meta }],
      ...files("tools", tools),
      ...files("resources", [...resources, ...resourceTemplates]),
      ...files("prompts", prompts),
    ])).replaceAll(server.url, "https://journal.example"),
  );
  return { face, toolsListBytes: new TextEncoder().encode(JSON.stringify({ tools })).length };
}

/** The tables of the README, by the name between which marks they are. */
export function readmeTables(): Record<string, string> {
  return {
    tools: table(
      ["Tool", "Needs", "What it does"],
      TOOLS.map(({ name, scopes, description }) => [code(name), needs(scopes), first(description)]),
    ),
    resources: table(
      ["Resource", "Needs", "What it is"],
      RESOURCES.map((
        { uri, scopes, description },
      ) => [code(uri), needs(scopes), first(description)]),
    ),
    prompts: table(
      ["Prompt", "Needs", "What it does"],
      PROMPTS.map((
        { name, scopes, description },
      ) => [code(name), needs(scopes), first(description)]),
    ),
  };
}

/** Returns `readme` with its tables as they must be. */
export function withTables(readme: string): string {
  return Object.entries(readmeTables()).reduce((text, [name, rows]) => {
    const [start, end] = [`<!-- ${name}: deno task face -->`, `<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`README has no place for the table of ${name}`);
    return `${text.slice(0, from + start.length)}\n\n${rows}\n\n${text.slice(to)}`;
  }, readme);
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((_, n) => Math.max(...[head, ...rows].map((row) => row[n].length)));
  const line = (cells: string[]) =>
    `| ${cells.map((cell, n) => cell.padEnd(widths[n])).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}

function needs(scopes: readonly string[]): string {
  return scopes.map(code).join(" ") || "no scope";
}

/** The first sentence. */
function first(description: string): string {
  return description.split(/(?<=\.)\s/)[0].replace(/\.$/, "").replaceAll("|", "\\|");
}
