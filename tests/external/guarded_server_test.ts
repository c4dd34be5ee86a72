import assert from "node:assert/strict";
import { readChallenge } from "../support/clients/challenge.ts";
import { employeeToken } from "../support/people/employee.ts";
import { freePort } from "../support/programs/free_port.ts";
import { start } from "../support/programs/program.ts";
import { startCompany } from "../support/servers/company.ts";

const EXAMPLE = new URL("../../examples/guarded_server.ts", import.meta.url);

Deno.test("a server of somebody else takes the guard, and a client finds its way in", async () => {
  await using company = await startCompany({ scopes: ["notes:read", "notes:write"] });
  const port = freePort();
  const resource = `http://127.0.0.1:${port}/notes`;
  company.apis.set(resource, resource);
  await using server = start(Deno.execPath(), [
    ...["run", "--no-check", "--allow-net=127.0.0.1", "--allow-env", EXAMPLE.pathname],
  ], {
    env: {
      PORT: String(port),
      RESOURCE: resource,
      ISSUER: company.issuer,
      CLIENT_ID: company.environment.INTROSPECTION_CLIENT_ID,
      CLIENT_SECRET: company.environment.INTROSPECTION_CLIENT_SECRET,
    },
  });
  await server.says(/Listening/);

  const first = await fetch(resource);
  assert.equal(first.status, 401);
  await first.body?.cancel();
  const challenge = readChallenge(first.headers);
  assert.equal(challenge.scope, "notes:read notes:write");
  assert.equal(challenge.error, undefined);

  const metadata = await (await fetch(challenge.resource_metadata)).json();
  assert.equal(metadata.resource, resource);
  assert.deepEqual(metadata.authorization_servers, [company.issuer]);
  const mirror = `${new URL(resource).origin}/.well-known/oauth-authorization-server/notes`;
  assert.equal((await (await fetch(mirror)).json()).issuer, company.issuer);

  const token = await employeeToken(company, { resource, scope: "notes:read" });
  const headers = { authorization: `Bearer ${token}` };
  const read = await fetch(resource, { headers });
  assert.equal(read.status, 200);
  assert.deepEqual(await read.json(), { notes: ["Only kody gets this"] });

  const refused = await fetch(resource, { method: "POST", headers });
  assert.equal(refused.status, 403);
  const { error, scope } = readChallenge(refused.headers);
  assert.deepEqual([error, scope], ["insufficient_scope", "notes:write"]);
  await refused.body?.cancel();

  const foreign = await employeeToken(company, {
    resource: other(company.apis),
    scope: "notes:read",
  });
  const elsewhere = await fetch(resource, { headers: { authorization: `Bearer ${foreign}` } });
  assert.equal(elsewhere.status, 401);
  assert.equal(readChallenge(elsewhere.headers).error, "invalid_token");
  await elsewhere.body?.cancel();
});

Deno.test("the example takes nothing but the guard, and is as short as the README says", async () => {
  const code = await Deno.readTextFile(EXAMPLE);
  const imports = [...code.matchAll(/from "([^"]+)"/g)].map(([, from]) => from);
  assert.deepEqual(imports, ["../lib/auth/mod.ts"]);
  const lines = code.slice(code.indexOf("import")).trim().split("\n");
  assert(lines.length <= 30, `${lines.length} lines`);
});

/** Another API of the company. */
function other(apis: Map<string, string>): string {
  apis.set("https://api.example.com", "https://api.example.com");
  return "https://api.example.com";
}
