import assert from "node:assert/strict";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { type Build, build } from "../../support/deno_deploy/build.ts";
import { DENO_VERSIONS, findDeno } from "../../support/deno_deploy/deno_versions.ts";
import { kvName } from "../../support/deno_deploy/kv.ts";
import { RESOURCE, startPlatform } from "../../support/deno_deploy/platform.ts";
import { installed } from "../../support/programs/install.ts";

const [oldest] = DENO_VERSIONS;

for (const version of DENO_VERSIONS) {
  const deno = await installed(`Deno ${version}`, () => findDeno(version));
  Deno.test({
    name: `on Deno ${version} with ${kvName}, instances that come and go are one journal, end in ` +
      "time, and leave nothing on their disks",
    ignore: !deno,
    fn: async () => {
      const app = await build(version);
      await liveThrough(app);
      // A database for the index is not needed.
      if (version === oldest) await liveThrough(app, { withPostgres: false });
    },
  });
}

async function liveThrough(app: Build, options?: { withPostgres: boolean }): Promise<void> {
  await using platform = await startPlatform(app, options);
  const [first, second] = await Promise.all([platform.start(), platform.start()]);
  platform.send(first, second);
  // Begun at one and gone on with at the other: each request goes to the next.
  const token = await platform.token("Kody");
  for (const [era, connect] of Object.entries(ERAS)) {
    await using client = await connect(RESOURCE, token);
    const { structured } = await client.call("create_entry", { title: era, content: "Rain." });
    assert.equal(structured.entry.title, era);
    const found = await client.call("search_entries", { query: era });
    assert.deepEqual(titles(found.structured), [era]);
  }
  await askForDays(await platform.token("Ada"));
  const ends = await Promise.all([first.stop(), second.stop()]);
  assert.deepEqual(ends.map(({ code, signal }) => [code, signal]), [[0, null], [0, null]]);

  const third = await platform.start();
  platform.send(third);
  await using client = await Object.values(ERAS)[0](RESOURCE, token);
  const listed = titles((await client.call("list_entries")).structured);
  assert.deepEqual(listed.sort(), Object.keys(ERAS).sort());
  const found = await client.call("search_entries", { query: "rain" });
  assert.deepEqual(titles(found.structured).sort(), Object.keys(ERAS).sort());
  await third.kill();
  for (const { filesLeft, output } of platform.instances) {
    assert.deepEqual(filesLeft(), []);
    assert.doesNotMatch(output, /"level":"error"/);
  }
}

/** What needs Temporal, of which each of these versions of Deno has another one. */
async function askForDays(token: string): Promise<void> {
  await using client = await Object.values(ERAS)[0](RESOURCE, token);
  const days = [];
  for (const occurredAt of ["2026-03-29T02:30:00", "2026-10-25T02:30:00", "2026-02-28"]) {
    const draft = { title: occurredAt, content: "x", occurredAt, timeZone: "Europe/Berlin" };
    const { entry } = (await client.call("create_entry", draft)).structured;
    const { structured } = await client.call("list_entries", {
      from: occurredAt.slice(0, 10),
      to: occurredAt.slice(0, 10),
      timeZone: "Europe/Berlin",
    });
    days.push(...titles(structured));
    await client.call("purge_entry", { id: entry.id });
  }
  assert.deepEqual(days, ["2026-03-29T02:30:00", "2026-10-25T02:30:00", "2026-02-28"]);
  for (const tool of ["journal_stats", "on_this_day"]) {
    const { isError, text } = await client.call(tool, { timeZone: "Australia/Lord_Howe" });
    assert(!isError, text);
  }
}

function titles({ entries }: { entries: { title: string }[] }): string[] {
  return entries.map(({ title }) => title);
}
