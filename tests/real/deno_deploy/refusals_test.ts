import assert from "node:assert/strict";
import { build } from "../../support/deno_deploy/build.ts";
import { PRODUCTION, startInstance } from "../../support/deno_deploy/instance.ts";
import { startPlatformKv } from "../../support/deno_deploy/kv.ts";

Deno.test("without an address that is certain, an instance says in one sentence what to set", async () => {
  const app = await build(Deno.version.deno);
  await using kv = await startPlatformKv();
  const environment = { ...PRODUCTION, ...kv.environment, DENO_KV_DEFAULT_PATH: kv.url };
  for (
    const [changes, sentence] of [
      [
        { DENO_TIMELINE: "git-branch/fix/search" },
        /PUBLIC_URL: Set it to the origin that people use.* of the timeline git-branch\/fix\/search$/m,
      ],
      [
        { PUBLIC_URL: "http://localhost:8000" },
        /PUBLIC_URL: Set it to the origin that people use.* nobody reaches http:\/\/localhost:8000/,
      ],
    ] as const
  ) {
    await using instance = startInstance(app, { ...environment, ...changes });
    assert.equal((await instance.ended).code, 1, instance.output);
    assert.match(instance.output, sentence);
    assert.equal(instance.output.trim().split("\n").length, 2, instance.output);
  }
});

Deno.test("without a KV database of the platform, an instance keeps no journal on its own disk", async () => {
  const app = await build(Deno.version.deno);
  await using instance = startInstance(app, PRODUCTION);
  assert.equal((await instance.ended).code, 1, instance.output);
  assert.match(instance.output, /^Deno KV is missing: assign a Deno KV database to this app/);
  assert.equal(instance.output.trim().split("\n").length, 1, instance.output);
});
