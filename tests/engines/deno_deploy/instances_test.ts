import assert from "node:assert/strict";
import { ALL_SCOPES } from "../../../lib/scopes.ts";
import { getAccessToken } from "../../../scripts/access_token.ts";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { type Build, build } from "../../support/deno_deploy/build.ts";
import { DENO_VERSIONS, findDeno } from "../../support/deno_deploy/deno_versions.ts";
import { type Instance, PRODUCTION, startInstance } from "../../support/deno_deploy/instance.ts";
import { kvName, startPlatformKv } from "../../support/deno_deploy/kv.ts";
import { route } from "../../support/deno_deploy/router.ts";
import { accountOf } from "../../support/people/person.ts";
import { installed } from "../../support/programs/install.ts";
import { findPostgres, startPostgres } from "../../support/programs/postgres.ts";

/*
 * What Deno Deploy does to an app, done here: nothing of it was run on the platform itself. Its KV is
 * `Deno.openKv()` without a URL, which Deno is told by DENO_KV_DEFAULT_PATH to find at denokv.
 */
const ORIGIN = "https://journal.acme.deno.net";
const RESOURCE = `${ORIGIN}/mcp`;

const programs = findPostgres();
if (!programs) console.warn("PostgreSQL is not installed: the index of instances is in memory");

for (const version of DENO_VERSIONS) {
  const deno = await installed(`Deno ${version}`, () => findDeno(version));
  Deno.test({
    name: `on Deno ${version} with ${kvName}, instances that come and go are one journal, end in ` +
      "time, and leave nothing on their disks",
    ignore: !deno,
    fn: async () => {
      await using app = await build(version);
      await liveThrough(app, { withPostgres: programs !== undefined });
      // A database for the index is not needed.
      if (programs && version === DENO_VERSIONS[0]) await liveThrough(app, { withPostgres: false });
    },
  });
}

async function liveThrough(app: Build, { withPostgres }: { withPostgres: boolean }): Promise<void> {
  await using kv = await startPlatformKv();
  await using postgres = withPostgres ? await startPostgres(programs!) : undefined;
  const environment = {
    ...PRODUCTION,
    ...kv.environment,
    DENO_KV_DEFAULT_PATH: kv.url,
    SIGN_UP: "open",
    ...postgres && { DATABASE_URL: postgres.url },
  };
  const instances: Instance[] = [];
  async function instance(): Promise<Instance> {
    const started = startInstance(app, environment);
    instances.push(started);
    await started.answers();
    return started;
  }

  using router = route(ORIGIN);
  try {
    const [first, second] = await Promise.all([instance(), instance()]);
    router.send(first, second);
    // Begun at one and gone on with at the other: each request goes to the next.
    const token = await getAccessToken(RESOURCE, {
      account: accountOf("Kody"),
      scope: ALL_SCOPES.join(" "),
    });
    for (const [era, connect] of Object.entries(ERAS)) {
      await using client = await connect(RESOURCE, token);
      const { structured } = await client.call("create_entry", { title: era, content: "Rain." });
      assert.equal(structured.entry.title, era);
      const found = await client.call("search_entries", { query: era });
      assert.deepEqual(titles(found.structured), [era]);
    }
    const ends = await Promise.all([first.stop(), second.stop()]);
    assert.deepEqual(ends.map(({ code, signal }) => [code, signal]), [[0, null], [0, null]]);

    const third = await instance();
    router.send(third);
    await using client = await Object.values(ERAS)[0](RESOURCE, token);
    const listed = titles((await client.call("list_entries")).structured);
    assert.deepEqual(listed.sort(), Object.keys(ERAS).sort());
    const found = await client.call("search_entries", { query: "rain" });
    assert.deepEqual(titles(found.structured).sort(), Object.keys(ERAS).sort());
    await third.kill();
    for (const { filesLeft } of instances) assert.deepEqual(filesLeft(), []);
    for (const { output } of instances) assert.doesNotMatch(output, /"level":"error"/);
  } finally {
    for (const started of instances) await started[Symbol.asyncDispose]();
  }
}

function titles({ entries }: { entries: { title: string }[] }): string[] {
  return entries.map(({ title }) => title);
}
