import assert from "node:assert/strict";
import { startCompany } from "../support/servers/company.ts";
import { companyMetadata, employeeToken } from "../support/people/employee.ts";
import { startOtherServer } from "../support/servers/other_server.ts";
import { callTool } from "../support/clients/rpc.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";

function whoami(server: TestServer, token: string) {
  return callTool(server.resource, { era: "2026-07-28", token, tool: "whoami" });
}

Deno.test("INTROSPECTION_ENDPOINT is enough for a server that publishes no metadata at all", async () => {
  await using other = startOtherServer();
  await using server = await startServer({ environment: other.environment });
  assert.equal((await whoami(server, "unknown")).status, 401);
  assert.equal((await fetch(`${server.url}/ready`)).status, 200);
  assert.deepEqual(server.log.errors, []);
});

Deno.test("without it, such a server is out of reach, and the log says what was not found", async () => {
  await using other = startOtherServer();
  const environment = { ...other.environment, INTROSPECTION_ENDPOINT: "" };
  await using server = await startServer({ environment });
  assert.equal((await whoami(server, "unknown")).status, 503);
  assert.equal((await fetch(`${server.url}/ready`)).status, 503);
  assert.match(Deno.inspect(server.log.errors), /No metadata found for http:\/\/127\.0\.0\.1:/);
});

Deno.test("INTROSPECTION_ENDPOINT stands in for what the metadata does not say", async () => {
  await using company = await startCompany();
  const { introspection_endpoint, ...silent } = await companyMetadata(company);
  company.instead.set("/.well-known/oauth-authorization-server", silent);
  const outcome = async (environment: Record<string, string>) => {
    await using server = await startServer({
      environment: { ...company.environment, ...environment },
    });
    company.apis.set(server.resource, server.resource);
    const token = await employeeToken(company, { resource: server.resource });
    return (await whoami(server, token)).status;
  };
  assert.equal(await outcome({}), 503);
  assert.equal(await outcome({ INTROSPECTION_ENDPOINT: introspection_endpoint! }), 200);
});

Deno.test("INTROSPECTION_ENDPOINT goes before what the metadata says: it is the operator's word", async () => {
  await using company = await startCompany();
  const INTROSPECTION_ENDPOINT = `${company.issuer}/within/introspect`;
  company.instead.set("/within/introspect", { active: false });
  await using server = await startServer({
    environment: { ...company.environment, INTROSPECTION_ENDPOINT },
  });
  assert.equal((await whoami(server, "any")).status, 401);
  assert.equal(company.asked.at(-1)?.path, "/within/introspect");
});

Deno.test("what is mirrored never shows INTROSPECTION_ENDPOINT, which may be an address within", async () => {
  await using company = await startCompany();
  const INTROSPECTION_ENDPOINT = `${company.issuer}/within/introspect`;
  await using server = await startServer({
    environment: { ...company.environment, INTROSPECTION_ENDPOINT },
  });
  const mirrored = await fetch(`${server.url}/.well-known/oauth-authorization-server`);
  assert.deepEqual(await mirrored.json(), await companyMetadata(company));

  await using other = startOtherServer();
  await using bare = await startServer({ environment: other.environment });
  const { status, body } = await fetch(`${bare.url}/.well-known/oauth-authorization-server`);
  await body?.cancel();
  assert.equal(status, 404);
});

Deno.test("a server whose metadata is broken is not taken for one that has none", async () => {
  await using company = await startCompany();
  const INTROSPECTION_ENDPOINT = `${company.issuer}/within/introspect`;
  company.instead.set("/within/introspect", { active: false });
  company.instead.set("/.well-known/oauth-authorization-server", 404);
  company.instead.set("/.well-known/openid-configuration", 502);
  await using server = await startServer({
    environment: { ...company.environment, INTROSPECTION_ENDPOINT },
  });
  assert.equal((await whoami(server, "any")).status, 503);
  company.instead.set("/.well-known/openid-configuration", 404);
  assert.equal((await whoami(server, "any")).status, 401);
});
