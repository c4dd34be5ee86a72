import assert from "node:assert/strict";
import { startCompany } from "../support/servers/company.ts";
import { companyMetadata, employeeToken } from "../support/people/employee.ts";
import { callTool } from "../support/clients/rpc.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";

const MIRRORS = [
  "/.well-known/oauth-authorization-server",
  "/.well-known/oauth-authorization-server/mcp",
  "/.well-known/openid-configuration",
];

async function read(server: TestServer, path: string) {
  const response = await fetch(`${server.url}${path}`);
  return { response, document: await response.json() };
}

Deno.test("the company's metadata is mirrored as it is, with the members that nobody knows", async () => {
  const metadata = {
    company_tiers: [{ name: "gold", limits: { perDay: 10 } }, null],
    service_documentation: null,
    "https://company.example/ns": 1,
  };
  await using company = await startCompany({ path: "/realms/company", metadata });
  await using server = await startServer({ environment: company.environment });
  const original = await companyMetadata(company);
  assert.deepEqual(original.company_tiers, metadata.company_tiers);
  for (const path of MIRRORS) {
    const { response, document } = await read(server, path);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    assert.deepEqual(document, original, path);
  }
});

Deno.test("metadata with members of unexpected kinds does not keep a token out", async () => {
  const metadata = {
    introspection_endpoint_auth_methods_supported: null,
    introspection_signing_alg_values_supported: "RS256",
    mtls_endpoint_aliases: { introspection_endpoint: "https://mtls.company.example/introspect" },
  };
  await using company = await startCompany({ metadata });
  await using server = await startServer({ environment: company.environment });
  company.apis.set(server.resource, server.resource);
  const token = await employeeToken(company, { resource: server.resource });
  const { status } = await callTool(server.resource, { era: "2026-07-28", token, tool: "whoami" });
  assert.equal(status, 200);
});

Deno.test("the protected resource names the company's issuer, the same bytes", async () => {
  await using company = await startCompany({ path: "/realms/company" });
  await using server = await startServer({ environment: company.environment });
  const { document } = await read(server, "/.well-known/oauth-protected-resource/mcp");
  assert.deepEqual(document.authorization_servers, [company.issuer]);
  assert.equal(document.resource, server.resource);
});

Deno.test("a company that is away is 503 where its metadata is mirrored, and comes back", async () => {
  await using company = await startCompany();
  await using server = await startServer({ environment: company.environment });
  for (const path of MIRRORS) company.instead.set(path, 500);
  const { response } = await read(server, MIRRORS[0]);
  assert.equal(response.status, 503);
  assert(Number(response.headers.get("retry-after")) > 0);
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.equal((await fetch(`${server.url}/ready`)).status, 503);

  company.instead.clear();
  assert.equal((await read(server, MIRRORS[0])).response.status, 200);
  assert.equal((await fetch(`${server.url}/ready`)).status, 200);
});
