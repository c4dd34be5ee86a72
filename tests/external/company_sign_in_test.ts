import assert from "node:assert/strict";
import { startCompany } from "../support/servers/company.ts";
import { ASSISTANT } from "../support/servers/company_provider.ts";
import { employee } from "../support/people/employee.ts";
import { OAUTH_CLIENTS, type OAuthClient, revisionOf } from "../support/oauth/oauth_clients.ts";
import { startServer } from "../support/servers/server.ts";

/** Lets a client that is given an address find out where its person signs in. */
async function signIn(client: OAuthClient) {
  await assert.rejects(client.connect(), client.Unauthorized);
  await client.finish(await employee("kody").answer(client.provider.takeRedirect()));
  await client.connect();
}

for (const [kind, clientOf] of Object.entries(OAUTH_CLIENTS)) {
  Deno.test(`${kind} is given our address, signs in at the company and keeps a journal here`, async () => {
    await using company = await startCompany({ path: "/realms/company" });
    await using server = await startServer({ environment: company.environment });
    company.apis.set(server.resource, server.resource);
    await using client = clientOf(server.resource);
    await signIn(client);

    assert.equal(client.protocolVersion, revisionOf(kind));
    const { user, scopes } = await client.call("whoami");
    assert.equal(user.id, "kody");
    assert(scopes.includes("entries:write"));
    const { entry } = await client.call("create_entry", { title: "Rain", content: "All day." });
    const { entries } = await client.call("list_entries");
    assert.deepEqual(entries.map(({ id }: { id: string }) => id), [entry.id]);
    assert(company.asked.some(({ path }) => path === "/realms/company/reg"), "it registered there");
    assert.deepEqual(server.log.errors, []);
  });

  Deno.test(`${kind} that the company registered beforehand does not register again`, async () => {
    await using company = await startCompany();
    await using server = await startServer({ environment: company.environment });
    company.apis.set(server.resource, server.resource);
    await using client = clientOf(server.resource);
    client.provider.registration = { client_id: ASSISTANT.id, issuer: company.issuer };
    await signIn(client);

    assert.equal((await client.call("whoami")).user.id, "kody");
    assert(!company.asked.some(({ path }) => path === "/reg"));
  });
}
