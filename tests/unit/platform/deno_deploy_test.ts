import assert from "node:assert/strict";
import { ConfigError, readConfig } from "../../../lib/config.ts";
import { originOnDenoDeploy } from "../../../lib/platform/deno_deploy.ts";

const NAMES = {
  DENO_DEPLOY: "true",
  DENO_DEPLOY_APPLICATION_SLUG: "journal",
  DENO_DEPLOY_ORGANIZATION_SLUG: "acme",
};

for (
  const [timeline, origin] of [
    ["production", "https://journal.acme.deno.net"],
    ["preview/2b8d0f6c1a3e", "https://journal-2b8d0f6c1a3e.acme.deno.net"],
    ["git-branch/search", "https://journal--search.acme.deno.net"],
    ["git-branch/fix/search", undefined],
    ["git-branch/Search", undefined],
    ["git-branch/a.b", undefined],
    [`git-branch/${"a".repeat(60)}`, undefined],
    ["staging", undefined],
    ["preview/", undefined],
    [undefined, undefined],
  ] as const
) {
  Deno.test(`on Deno Deploy the timeline ${timeline} is at ${origin ?? "no address that is certain"}`, () => {
    assert.equal(originOnDenoDeploy({ ...NAMES, DENO_TIMELINE: timeline }), origin);
  });
}

Deno.test("names of Deno Deploy that are no labels of a host lead to no address", () => {
  for (const app of [undefined, "", "a.b", "evil.example/", "-a", "a-", "a".repeat(64)]) {
    const names = { ...NAMES, DENO_DEPLOY_APPLICATION_SLUG: app, DENO_TIMELINE: "production" };
    assert.equal(originOnDenoDeploy(names), undefined);
  }
  const names = { ...NAMES, DENO_DEPLOY_ORGANIZATION_SLUG: "a.b", DENO_TIMELINE: "production" };
  assert.equal(originOnDenoDeploy(names), undefined);
});

Deno.test("on Deno Deploy the server is at the platform's address, on every interface, with accounts closed", () => {
  const config = readConfig({ ...NAMES, DENO_TIMELINE: "production" });
  assert.equal(config.publicUrl.origin, "https://journal.acme.deno.net");
  assert.equal(config.resource, "https://journal.acme.deno.net/mcp");
  assert.deepEqual(config.listen, { hostname: "0.0.0.0", port: 8000 });
  assert.deepEqual(config.authorization, {
    kind: "embedded",
    signUp: { policy: "closed" },
    clientMetadataDocuments: true,
  });
  assert.equal(config.onDenoDeploy, true);
  assert.equal(readConfig({}).onDenoDeploy, false);
});

Deno.test("what the operator sets goes before what Deno Deploy says", () => {
  const set = { HOST: "127.0.0.1", PORT: "9000", PUBLIC_URL: "https://journal.example.com" };
  const config = readConfig({ ...NAMES, DENO_TIMELINE: "production", ...set });
  assert.deepEqual(config.listen, { hostname: "127.0.0.1", port: 9000 });
  assert.equal(config.publicUrl.origin, "https://journal.example.com");
});

Deno.test("the names of Deno Deploy mean nothing elsewhere", () => {
  const names = { ...NAMES, DENO_DEPLOY: undefined, DENO_TIMELINE: "production" };
  assert.equal(readConfig(names).publicUrl.origin, "http://localhost:8000");
});

Deno.test("on Deno Deploy an address that is unknown, or of this machine only, is refused", () => {
  for (const PUBLIC_URL of [undefined, "http://localhost:8000", "http://127.0.0.1:8000"]) {
    assert.throws(
      () => readConfig({ ...NAMES, PUBLIC_URL }),
      (error) => error instanceof ConfigError && error.problems.length === 1,
    );
  }
});
