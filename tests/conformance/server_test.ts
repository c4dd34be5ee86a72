import assert from "node:assert/strict";
import { EVERYTHING, person } from "../support/people/person.ts";
import { send } from "../support/clients/rpc.ts";
import { startServer, type TestServerOptions } from "../support/servers/server.ts";
import { openTokenHop } from "../support/programs/token_hop.ts";
import { type Expectation, EXPECTATIONS } from "./expectations.ts";
import { createFixtureHandler } from "./fixtures/mod.ts";
import { type Revision, runSuite } from "./suite.ts";

const SERVERS: Record<"fixtures" | "journal", () => TestServerOptions> = {
  fixtures: () => ({ handler: createFixtureHandler() }),
  journal: () => ({}),
};

for (const [revision, expectations] of Object.entries(EXPECTATIONS)) {
  for (const [kind, optionsOf] of Object.entries(SERVERS)) {
    Deno.test(`the conformance suite of ${revision} finds in the ${kind} what is expected`, async () => {
      await using server = await startServer(optionsOf());
      const token = await person(server, "Kody").token(...EVERYTHING);
      await using hop = openTokenHop(server.resource, token);
      const findings = await runSuite(hop.url, revision as Revision);
      assert.deepEqual([...findings.keys()].sort(), Object.keys(expectations).sort());

      for (const [scenario, { required, passes, missed, messages }] of findings) {
        const expectation = expectations[scenario];
        const outcome = expectation[kind as keyof typeof SERVERS];
        const story = [scenario, ...messages].join("\n");
        assert.equal(required, expectation.required, scenario);
        assert.equal(passes, outcome.passes, story);
        if (outcome.missed) assert.deepEqual(missed, outcome.missed, story);
      }
      assert.deepEqual(server.log.errors, []);
    });
  }
}

Deno.test("what does not pass with fixtures is not required, or needs a session of 2025-11-25", () => {
  assert.deepEqual(missing(EXPECTATIONS["2026-07-28"]), []);
  assert.deepEqual(missing(EXPECTATIONS["2025-11-25"]), [
    "tools-call-sampling",
    "tools-call-elicitation",
    "elicitation-sep1034-defaults",
    "server-sse-multiple-streams",
    "elicitation-sep1330-enums",
    "resources-subscribe",
    "resources-unsubscribe",
  ]);
});

Deno.test("requests of 2025-11-25 that are sent at once are answered without a session", async () => {
  await using server = await startServer({ handler: createFixtureHandler() });
  const token = await person(server, "Kody").token("user:read");
  const list = () => send(server.resource, { era: "2025-11-25", token, method: "tools/list" });
  for (const { status, body } of await Promise.all([list(), list(), list()])) {
    assert.equal(status, 200);
    assert(body.result.tools.length > 0);
  }
});

function missing(expectations: Record<string, Expectation>): string[] {
  return Object.entries(expectations)
    .filter(([, { required, fixtures }]) => required && !fixtures.passes)
    .map(([scenario]) => scenario);
}
