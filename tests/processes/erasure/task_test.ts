import { accountOf } from "../../support/people/person.ts";
import assert from "node:assert/strict";
import { statusOf } from "../../support/people/account.ts";
import { startServer } from "../../support/servers/server.ts";
import { dump, isErasing, moveIn, rowsWith, settle } from "./helpers.ts";

Deno.test("whoever runs the server deletes a person by a task, while it runs", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-erasure-" });
  const searchDirectory = `${dataDir}/search`;
  await Deno.mkdir(searchDirectory);
  try {
    await using server = await startServer({ location: `${dataDir}/journal.kv`, searchDirectory });
    const ada = await moveIn(server, "Adelheid");
    const { email } = accountOf("Adelheid");
    for (
      const [args, message] of [
        [[], /expected --subject, or --email/],
        [["--email", "nobody@example.com", "--yes"], /Nobody is found/],
        [["--subject", "nobody", "--yes"], /Nothing is kept of the subject nobody/],
        [["--email", email], /Nothing was deleted: expected a yes/],
      ] as const
    ) {
      const { success, printed } = await task(dataDir, args);
      assert(!success);
      assert.match(printed, message);
    }
    assert.equal(await isErasing(server.store), false);

    const { success, printed } = await task(dataDir, ["--email", email, "--yes"]);
    assert(success, printed);
    assert.match(printed, /Deleted\. The server looks again in 3 minutes/);
    assert.equal(printed.includes(email), false);
    const token = ada.connections[0].tokens.access_token;
    while (await statusOf(server.resource, token) !== 401) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await settle(server, { searchDirectory });
    assert.deepEqual(rowsWith(ada.words, await dump(server.store)), []);
    assert.deepEqual([...Deno.readDirSync(searchDirectory)], []);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

async function task(dataDir: string, args: readonly string[]) {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", "scripts/erase.ts", ...args],
    cwd: new URL("../../..", import.meta.url),
    env: { DATA_DIR: dataDir, NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const printed = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
  return { success, printed };
}
