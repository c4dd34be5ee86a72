import assert from "node:assert/strict";
import pg from "pg";
import { userIdOf } from "../../../lib/auth/mod.ts";
import { keysOf } from "../../../lib/journal/store/keys.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { EMBEDDED_REALM } from "../../../lib/services/authorization.ts";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { build } from "../../support/deno_deploy/build.ts";
import { DENO_VERSIONS, findDeno } from "../../support/deno_deploy/deno_versions.ts";
import { RESOURCE, startPlatform } from "../../support/deno_deploy/platform.ts";
import { installed } from "../../support/programs/install.ts";

/** Has Deno run every cron job so many milliseconds from now instead of by its schedule. */
const SOON = { DENO_CRON_TEST_SCHEDULE_OFFSET: "300" };

const WRITER = new URL("../../support/deno_deploy/write_long_ago.ts", import.meta.url).pathname;

const [connect] = Object.values(ERAS);

for (const version of DENO_VERSIONS) {
  const deno = await installed(`Deno ${version}`, () => findDeno(version));
  Deno.test({
    name: `on Deno ${version}, cron jobs remove what is due, and what waits to leave the index`,
    ignore: !deno,
    fn: async () => {
      const app = await build(version);
      await using platform = await startPlatform(app);
      const first = await platform.start();
      platform.send(first);
      await using client = await connect(RESOURCE, await platform.token("Kody"));
      const { user } = (await client.call("whoami")).structured;

      const userId = userIdOf(EMBEDDED_REALM, user.id);
      const writeLongAgo = (...args: string[]) =>
        runProgram(app.deno, [WRITER, platform.kv.url, userId, ...args]);
      const id = await writeLongAgo("create");
      const found = await client.call("search_entries", { query: "removed" });
      assert.equal(found.structured.entries.length, 1);
      await writeLongAgo("trash", id);
      await first.stop();

      const store = await openStore(platform.kv.url);
      const instance = await platform.start(SOON);
      await until(async () => (await store.read.get(keysOf(userId).entry(id))).value === null);
      const { databaseUrl } = platform;
      if (databaseUrl) await until(async () => await countDocuments(databaseUrl) === 0);
      assert.doesNotMatch(instance.output, /"level":"error"/);
      store.close();
    },
  });
}

async function runProgram(deno: string, args: string[]): Promise<string> {
  const command = new Deno.Command(deno, { args: ["run", "-A", ...args], stderr: "piped" });
  const { success, stdout, stderr } = await command.output();
  assert(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim();
}

/** On Deno Deploy nothing sweeps by itself, however long one waits. */
const PATIENCE_MS = 180_000;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The cron jobs did not do it");
}

async function countDocuments(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query("select count(*)::int as count from search_document");
  await client.end();
  return rows[0].count;
}
