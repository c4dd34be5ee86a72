import assert from "node:assert/strict";
import {
  Client,
  CrossAppAccessProvider,
  discoverAndRequestJwtAuthGrant,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import { startSdkProgram } from "../support/clients/sdk_program.ts";
import { takeClock } from "../support/clock.ts";
import { registerEnterpriseClient } from "../support/oauth/id_jag.ts";
import { installed } from "../support/programs/install.ts";
import { preparePython } from "../support/programs/python.ts";
import { type FaultProvider, startFaultProvider } from "../support/servers/fault_provider.ts";
import { startServer } from "../support/servers/server.ts";

/** What the company calls the client that we call by another id. */
const ASSISTANT = "assistant";

function environmentOf(provider: FaultProvider): Record<string, string> {
  return { ...provider.environment, ENTERPRISE_SCOPES: "all" };
}

/** In seconds; access tokens live for an hour. */
const A_LITTLE_MORE_THAN_AN_HOUR = 3_660;

const python = await installed(
  "Python SDK 2.x",
  () => preparePython("enterprise.py", "sdk_2.txt"),
);

Deno.test({
  name: "the Python SDK's identity-assertion client keeps a journal for hours without a page",
  ignore: !python,
  async fn() {
    using clock = takeClock();
    await using provider = await startFaultProvider();
    await using server = await startServer({ environment: environmentOf(provider) });
    const { client_id, client_secret } = await registerEnterpriseClient(server);
    provider.knownClients.set(ASSISTANT, client_id);
    await using client = await startSdkProgram(python!, {
      args: [server.resource, server.url, client_id, client_secret, provider.issuer],
    });
    const { structured: { user, scopes } } = await client.call("whoami");
    assert.equal(user.email, "kody@example.com");
    assert.deepEqual(scopes, ["user:read", "entries:read", "entries:write"]);
    await client.call("create_entry", { title: "Rain", content: "All day." });
    clock.pass(A_LITTLE_MORE_THAN_AN_HOUR);
    await client.later(A_LITTLE_MORE_THAN_AN_HOUR);
    const { structured: { entries } } = await client.call("list_entries");
    assert.equal(entries.length, 1);
    assert.equal(client.signIns, 0);
    assert.equal(provider.paths.filter((path) => path === "/token").length, 2);
    assert.deepEqual(server.log.errors, []);
  },
});

Deno.test("the TypeScript SDK's cross-app client keeps a journal without a page", async () => {
  await using provider = await startFaultProvider();
  await using server = await startServer({ environment: environmentOf(provider) });
  const { client_id, client_secret } = await registerEnterpriseClient(server, {
    token_endpoint_auth_method: "client_secret_basic",
  });
  provider.knownClients.set(ASSISTANT, client_id);
  const seen: string[] = [];
  const authProvider = new CrossAppAccessProvider({
    clientId: client_id,
    clientSecret: client_secret,
    expectedIssuer: server.url,
    async assertion({ authorizationServerUrl, resourceUrl, scope, fetchFn }) {
      seen.push(String(authorizationServerUrl), String(resourceUrl));
      const { jwtAuthGrant } = await discoverAndRequestJwtAuthGrant({
        idpUrl: provider.issuer,
        audience: authorizationServerUrl,
        resource: resourceUrl,
        idToken: "an ID token",
        clientId: ASSISTANT,
        ...{ scope, fetchFn },
      });
      return jwtAuthGrant;
    },
  });
  const client = new Client({ name: "the company's assistant", version: "1.0.0" });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(server.resource), { authProvider }),
  );
  try {
    const { structuredContent } = await client.callTool({ name: "whoami", arguments: {} });
    const { user, scopes } = structuredContent as {
      user: { email: string };
      scopes: string[];
    };
    assert.equal(user.email, "kody@example.com");
    assert(scopes.includes("entries:write") && !scopes.includes("entries:private"));
    const made = await client.callTool({
      name: "create_entry",
      arguments: { title: "Rain", content: "All day." },
    });
    assert.equal(made.isError ?? false, false);
    assert.equal(seen[0].replace(/\/$/, ""), server.url);
    assert.equal(seen[1], server.resource);
    assert.deepEqual(server.log.errors, []);
  } finally {
    await client.close();
  }
});
