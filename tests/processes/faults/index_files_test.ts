import assert from "node:assert/strict";
import { type Asked, idsBy, writeSteadily } from "../../support/clients/steady_writer.ts";
import { openLives, tokenOf } from "./helpers.ts";

/**
 * What can happen to the files of the index while the server uses them. The memory that SQLite shares
 * (`-shm`) gets a new file and is not cut off: that ends every process that has it mapped (SIGBUS).
 */
const DAMAGES: Record<string, (directory: string) => void> = {
  "a file is deleted": (directory) => files(directory).forEach((file) => Deno.removeSync(file)),
  "a file is overwritten": (directory) =>
    files(directory).forEach((file) => {
      if (file.endsWith("-shm")) Deno.removeSync(file);
      Deno.writeTextFileSync(file, "no database ".repeat(999));
    }),
  "the whole directory is deleted": (directory) => Deno.removeSync(directory, { recursive: true }),
};

for (const [damage, inflict] of Object.entries(DAMAGES)) {
  Deno.test(`when ${damage} under load, search goes on to find all`, async () => {
    await using lives = await openLives();
    await using server = await lives.start();
    const token = await tokenOf(server.resource, "Kody");
    const writer = writeSteadily(server.resource, token);
    await writer.writes(20);
    const search: Asked = { token, tool: "search_entries", args: { query: "sea" } };
    await idsBy(server.resource, search);
    inflict(`${lives.dataDir}/search`);
    await writer.writes(20);
    await writer.stop();
    assert.deepEqual([...writer.refusals.keys()], []);
    const found = await idsBy(server.resource, { ...search, allowDegraded: true });
    assert.deepEqual(found.sort(), writer.acknowledged.toSorted());
  });
}

function files(directory: string): string[] {
  return [...Deno.readDirSync(directory)].map(({ name }) => `${directory}/${name}`);
}
