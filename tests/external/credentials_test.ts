import assert from "node:assert/strict";
import { startCompany } from "../support/servers/company.ts";
import { employeeToken } from "../support/people/employee.ts";
import { startFaultServer, trusting } from "../support/servers/fault_server.ts";
import { startOtherServer } from "../support/servers/other_server.ts";
import { callTool } from "../support/clients/rpc.ts";
import { startServer } from "../support/servers/server.ts";

const SPECIAL = { id: "epicme server: 100%+1", secret: "pass:word 100%+1/2=0.5&~_-" };

function whoami(resource: string, token: string) {
  return callTool(resource, { era: "2026-07-28", token, tool: "whoami" });
}

for (const clientAuthMethod of ["client_secret_basic", "client_secret_post"] as const) {
  Deno.test(`an id and a secret with special characters survive ${clientAuthMethod}`, async () => {
    await using company = await startCompany({ clientAuthMethod, credentials: SPECIAL });
    await using server = await startServer({ environment: company.environment });
    company.apis.set(server.resource, server.resource);
    const token = await employeeToken(company, { resource: server.resource });
    assert.equal((await whoami(server.resource, token)).status, 200);
  });
}

/** The credential that an authorization server is shown for this id and secret. */
async function shown(id: string, secret: string): Promise<string> {
  await using authorizationServer = startFaultServer();
  let authorization: string | null = null;
  authorizationServer.fault = ({ headers }) => {
    authorization = headers.get("authorization");
    return Response.json({ active: false });
  };
  await using server = await startServer({
    environment: {
      ...trusting(authorizationServer),
      INTROSPECTION_CLIENT_ID: id,
      INTROSPECTION_CLIENT_SECRET: secret,
    },
  });
  await whoami(server.resource, "any");
  return atob(String(authorization).replace(/^Basic /, ""));
}

Deno.test("Basic is form-encoded UTF-8 (RFC 6749, appendix B)", async () => {
  assert.equal(await shown("ü:%", "a b+€"), "%C3%BC%3A%25:a+b%2B%E2%82%AC");
});

Deno.test("an id and a secret of letters, digits and -._* are the same, encoded or not", async () => {
  assert.equal(await shown("epicme-server_1.a", "a-b.c_d*"), "epicme-server_1.a:a-b.c_d*");
});

Deno.test("so a server that takes Basic as it comes knows us by such an id and secret", async () => {
  await using other = startOtherServer();
  const outcome = async (environment: Record<string, string>) => {
    await using server = await startServer({
      environment: { ...other.environment, ...environment },
    });
    return (await whoami(server.resource, "unknown")).status;
  };
  assert.equal(await outcome({}), 401);
  assert.equal(await outcome({ INTROSPECTION_CLIENT_SECRET: "wrong" }), 503);
});
