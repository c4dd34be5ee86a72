import assert from "node:assert/strict";
import { readChallenge } from "../../support/clients/challenge.ts";
import { person } from "../../support/people/person.ts";
import { ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("Rule 2: the resource is PUBLIC_URL/mcp, whatever slash PUBLIC_URL ends with", async () => {
  for (const PUBLIC_URL of ["https://journal.example.com", "https://journal.example.com/"]) {
    await using server = await startServer({ environment: { PUBLIC_URL } });
    for (const path of ["/mcp", ""]) {
      const url = `${server.local}/.well-known/oauth-protected-resource${path}`;
      const { resource } = await (await fetch(url)).json();
      assert.equal(resource, "https://journal.example.com/mcp");
    }
  }
});

Deno.test("Rule 2: /mcp/ is the endpoint itself, without a redirect", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("user:read");
  for (const era of ERA_NAMES) {
    const call = { era, token, method: "tools/list" };
    const plain = await send(server.resource, call);
    const slashed = await send(`${server.resource}/`, call);
    assert.equal(slashed.status, 200, era);
    assert.deepEqual(slashed.body, plain.body, era);
  }
});

Deno.test("Rule 2: /mcp/ sends clients to the one canonical resource", async () => {
  await using server = await startServer();
  for (const method of ["POST", "GET"]) {
    const answers = await Promise.all(["", "/"].map(async (slash) => {
      const response = await fetch(server.resource + slash, { method, redirect: "manual" });
      await response.body?.cancel();
      return { status: response.status, challenge: readChallenge(response.headers) };
    }));
    assert.deepEqual(answers[1], answers[0], method);
    assert.equal(answers[1].status, 401, method);
    const document = await fetch(answers[1].challenge.resource_metadata);
    assert.equal((await document.json()).resource, server.resource, method);
  }
});
