import assert from "node:assert/strict";
import { EVERYDAY_SCOPES } from "../../../lib/scopes.ts";
import { modernClient, OAUTH_CLIENTS, revisionOf } from "../../support/oauth/oauth_clients.ts";
import { startServer } from "../../support/servers/server.ts";
import { visitor } from "../../support/people/visitor.ts";

for (const [kind, clientOf] of Object.entries(OAUTH_CLIENTS)) {
  Deno.test(`${kind} is given an address and no token, and gets all the way to a journal`, async () => {
    await using server = await startServer();
    await using client = clientOf(server.resource);
    const { provider, traffic } = client;

    await assert.rejects(client.connect(), client.Unauthorized);
    assert.deepEqual(traffic.take(), [
      "POST /mcp 401",
      "GET /.well-known/oauth-protected-resource/mcp 200",
      "GET /.well-known/oauth-authorization-server 200",
      "POST /oauth/register 201",
    ]);
    assert.equal("client_secret" in provider.registration!, false);

    const redirect = provider.takeRedirect();
    assert.equal(redirect.href.split("?")[0], `${server.url}/oauth/authorize`);
    const asked = redirect.searchParams;
    assert.equal(asked.get("client_id"), provider.registration!.client_id);
    assert.equal(asked.get("resource"), server.resource);
    const scopes = asked.get("scope")!.split(" ").filter((name) => name !== "offline_access");
    assert.deepEqual(scopes, EVERYDAY_SCOPES);

    const callback = await visitor("Kody").answer(redirect);
    assert.equal(callback.href.split("?")[0], provider.redirectUrl);
    assert.equal(callback.searchParams.get("state"), asked.get("state"));
    await client.finish(callback);
    assert.deepEqual(traffic.take(), ["POST /oauth/token 200"]);
    assert.equal(provider.kept!.scope, EVERYDAY_SCOPES.join(" "));
    assert.ok(provider.kept!.refresh_token);

    await client.connect();
    assert.equal(client.protocolVersion, revisionOf(kind));
    const { user } = await client.call("whoami");
    assert.equal(user.name, "Kody");
    const { entry } = await client.call("create_entry", { title: "Rain", content: "All day." });
    const { entries } = await client.call("list_entries");
    assert.deepEqual(entries.map(({ id }: { id: string }) => id), [entry.id]);
    assert.deepEqual(server.log.errors, []);
  });
}

Deno.test("a client that is denied learns so, and may ask again", async () => {
  await using server = await startServer();
  await using client = modernClient(server.resource);
  const kody = visitor("Kody");
  await assert.rejects(client.connect(), client.Unauthorized);
  const denied = await kody.answer(client.provider.takeRedirect(), { press: "deny" });
  await assert.rejects(client.finish(denied), { code: "access_denied" });
  assert.equal(client.provider.kept, undefined);

  await assert.rejects(client.connect(), client.Unauthorized);
  await client.finish(await kody.answer(client.provider.takeRedirect()));
  await client.connect();
  assert.deepEqual((await client.call("list_entries")).entries, []);
});
