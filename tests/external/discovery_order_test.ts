import assert from "node:assert/strict";
import { type Company, startCompany } from "../support/servers/company.ts";
import { companyMetadata, employeeToken } from "../support/people/employee.ts";
import { callTool } from "../support/clients/rpc.ts";
import { startServer } from "../support/servers/server.ts";

/** MCP, Authorization Server Metadata Discovery: the places in their order, by path of the issuer. */
const PLACES: Record<string, string[]> = {
  "": ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"],
  "/realms/company": [
    "/.well-known/oauth-authorization-server/realms/company",
    "/.well-known/openid-configuration/realms/company",
    "/realms/company/.well-known/openid-configuration",
  ],
};

/** Calls a tool with a good token, at a new server that knows nothing of the company yet. */
async function callAnew(company: Company, environment: Record<string, string> = {}) {
  await using server = await startServer({
    environment: { ...company.environment, ...environment },
  });
  company.apis.set(server.resource, server.resource);
  const token = await employeeToken(company, { resource: server.resource });
  company.asked.length = 0;
  const { status } = await callTool(server.resource, { era: "2026-07-28", token, tool: "whoami" });
  const places = company.asked.map(({ path }) => path).filter((path) =>
    path.includes("well-known")
  );
  return { status, places, errors: server.log.errors };
}

for (const [path, places] of Object.entries(PLACES)) {
  for (const [index, place] of places.entries()) {
    Deno.test(`metadata of an issuer with the path "${path}" is found at ${place}, asked for as number ${index + 1}`, async () => {
      await using company = await startCompany({ path });
      for (const earlier of places.slice(0, index)) company.instead.set(earlier, 404);
      const found = await callAnew(company);
      assert.equal(found.status, 200);
      assert.deepEqual(found.places, places.slice(0, index + 1));
    });
  }
}

Deno.test("each place is asked once, when there is nothing at any of them", async () => {
  await using company = await startCompany();
  await using server = await startServer({ environment: company.environment });
  for (const place of PLACES[""]) company.instead.set(place, 404);
  await callTool(server.resource, { era: "2026-07-28", token: "any", tool: "whoami" });
  assert.deepEqual(company.asked.map(({ path }) => path), PLACES[""]);
});

Deno.test("a place that is broken, or speaks for another issuer, is passed over", async () => {
  const path = "/realms/company";
  await using company = await startCompany({ path });
  const [first, second] = PLACES[path];
  company.instead.set(first, 500);
  company.instead.set(second, {
    ...await companyMetadata(company),
    issuer: `${company.issuer}-of-others`,
    introspection_endpoint: "http://127.0.0.1:1/introspect",
  });
  const found = await callAnew(company);
  assert.equal(found.status, 200);
  assert.deepEqual(found.places, PLACES[path]);
});

Deno.test("an issuer is compared byte for byte, although URLs that differ may be equal", async () => {
  await using company = await startCompany();
  const { issuer } = company;
  for (const other of [`${issuer}/`, issuer.replace("http:", "HTTP:")]) {
    assert.equal(new URL(other).href, new URL(issuer).href);
    const { status, errors } = await callAnew(company, { AUTH_ISSUER: other });
    assert.equal(status, 503, other);
    assert.match(Deno.inspect(errors, { depth: 9 }), /expected/, "the operator is told which");
  }
});
