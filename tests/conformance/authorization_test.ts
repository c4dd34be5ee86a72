import assert from "node:assert/strict";
import { freePort } from "../support/programs/free_port.ts";
import { startNpm } from "../support/programs/npm_program.ts";
import { register } from "../support/oauth/oauth.ts";
import { startServer } from "../support/servers/server.ts";
import { visitor } from "../support/people/visitor.ts";
import { AUTHORIZATION } from "./expectations.ts";

Deno.test("the embedded authorization server passes the protocol's conformance suite", async () => {
  await using server = await startServer();
  const port = freePort();
  const client = await register({ origin: server.url, send: fetch }, {
    redirect_uris: [`http://127.0.0.1:${port}/callback`],
  });
  await using suite = startNpm("conformance", [
    ...["authorization", "--url", server.url, "--resource", server.resource],
    ...["--client-id", client.body.client_id, "--port", String(port)],
  ]);
  const [authorizationUrl] = await suite.says(/^http\S+\/oauth\/authorize\?\S+$/m);
  await suite.says(/Callback server started/);
  const redirect = await visitor("Kody").answer(new URL(authorizationUrl));
  await (await fetch(redirect)).text();

  const { code } = await suite.ended;
  const results = suite.output.match(/^\S \S+: \d+ passed.*$/gm) ?? [];
  assert.deepEqual(results.map((line) => line.replace(/: [1-9]\d* passed, 0 failed$/, "")), [
    ...AUTHORIZATION.map((scenario) => `✓ ${scenario}`),
  ], suite.output);
  assert.equal(code, 0);
});
