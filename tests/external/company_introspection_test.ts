import assert from "node:assert/strict";
import { revoke } from "../support/oauth/authorization_code.ts";
import { type Company, startCompany } from "../support/servers/company.ts";
import { ASSISTANT } from "../support/servers/company_provider.ts";
import { companyMetadata, employeeToken } from "../support/people/employee.ts";
import { ERAS } from "../support/clients/mcp_clients.ts";
import { callTool, ERA_NAMES } from "../support/clients/rpc.ts";
import { startServer } from "../support/servers/server.ts";

/** A server that trusts `company`, and is known there by its own name. */
async function startTrusting(company: Company, environment: Record<string, string> = {}) {
  const server = await startServer({ environment: { ...company.environment, ...environment } });
  company.apis.set(server.resource, server.resource);
  return server;
}

function introspections({ asked }: Company) {
  return asked.filter(({ path }) => path.endsWith("/introspection"));
}

for (const clientAuthMethod of ["client_secret_basic", "client_secret_post"] as const) {
  Deno.test(`a company that knows only ${clientAuthMethod} is asked about a token that way, until it revokes it`, async () => {
    await using company = await startCompany({ clientAuthMethod });
    await using server = await startTrusting(company);
    const token = await employeeToken(company, { resource: server.resource });
    for (const [era, connect] of Object.entries(ERAS)) {
      await using client = await connect(server.resource, token);
      assert.equal(client.protocolVersion, era);
      const { structured } = await client.call("whoami");
      assert.deepEqual(structured, {
        user: { id: "kody" },
        timeZone: "UTC",
        scopes: ["user:read"],
      });
    }
    const basic = clientAuthMethod === "client_secret_basic";
    for (const { authorization } of introspections(company)) {
      assert.equal(authorization?.startsWith("Basic ") ?? false, basic);
    }

    await revoke(await companyMetadata(company), ASSISTANT.id, token);
    for (const era of ERA_NAMES) {
      const { status, headers } = await callTool(server.resource, { era, token, tool: "whoami" });
      assert.equal(status, 401);
      assert.match(headers.get("www-authenticate")!, /error="invalid_token".*not active/);
    }
    assert.deepEqual(server.log.errors, []);
  });
}

Deno.test("the company's token for another of its APIs is refused here", async () => {
  await using company = await startCompany();
  await using server = await startTrusting(company);
  company.apis.set("https://payroll.example/", "https://payroll.example/");
  const token = await employeeToken(company, { resource: "https://payroll.example/" });
  for (const era of ERA_NAMES) {
    const { status, headers } = await callTool(server.resource, { era, token, tool: "whoami" });
    assert.equal(status, 401);
    assert.match(headers.get("www-authenticate")!, /not meant for this resource/);
  }
});

Deno.test("TOKEN_AUDIENCE is the audience of a company that has names of its own for its APIs", async () => {
  const audience = "urn:company:journal";
  await using company = await startCompany();
  await using server = await startTrusting(company, { TOKEN_AUDIENCE: audience });
  const ask = async () => {
    const token = await employeeToken(company, { resource: server.resource });
    return (await callTool(server.resource, { era: "2026-07-28", token, tool: "whoami" })).status;
  };
  assert.equal(await ask(), 401);
  company.apis.set(server.resource, audience);
  assert.equal(await ask(), 200);
});

Deno.test("what the company's token does not cover is a step-up to all that is needed", async () => {
  await using company = await startCompany();
  await using server = await startTrusting(company);
  const token = await employeeToken(company, { resource: server.resource });
  const call = { era: "2026-07-28", token, tool: "list_entries" } as const;
  const { status, headers } = await callTool(server.resource, call);
  assert.equal(status, 403);
  assert.match(
    headers.get("www-authenticate")!,
    /error="insufficient_scope".*scope="entries:read"/,
  );
});

Deno.test("a token that the company refuses to look into is 401, not 503, and remembered as bad", async () => {
  await using company = await startCompany({ accessTokenFormat: "jwt" });
  await using server = await startTrusting(company, { INTROSPECTION_CACHE_SECONDS: "30" });
  const token = await employeeToken(company, { resource: server.resource });
  assert.equal(token.split(".").length, 3);
  for (const era of ERA_NAMES) {
    const { status, headers } = await callTool(server.resource, { era, token, tool: "whoami" });
    assert.equal(status, 401);
    assert.match(headers.get("www-authenticate")!, /error="invalid_token".*no tokens of this kind/);
  }
  assert.equal(introspections(company).length, 1);
  assert.deepEqual(server.log.errors, []);
});
