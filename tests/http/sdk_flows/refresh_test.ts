import assert from "node:assert/strict";
import { OAUTH_CLIENTS, signIn } from "../../support/oauth/oauth_clients.ts";
import { startServer } from "../../support/servers/server.ts";
import { visitor } from "../../support/people/visitor.ts";

for (const [kind, clientOf] of Object.entries(OAUTH_CLIENTS)) {
  Deno.test(`${kind} whose access token is refused refreshes by itself and goes on`, async () => {
    await using server = await startServer();
    await using client = clientOf(server.resource);
    const { provider, traffic } = client;
    await signIn(client, visitor("Kody"));
    const { entry } = await client.call("create_entry", { title: "Rain", content: "All day." });

    const first = provider.kept!;
    provider.spoilAccessToken();
    traffic.take();
    const { entries } = await client.call("list_entries");
    assert.equal(entries[0].id, entry.id);
    assert.deepEqual(traffic.take(), ["POST /mcp 401", "POST /oauth/token 200", "POST /mcp 200"]);
    const second = provider.kept!;
    assert.notEqual(second.access_token, first.access_token);
    assert.notEqual(second.refresh_token, first.refresh_token);
    assert.equal(second.scope, first.scope);

    provider.spoilAccessToken();
    await client.call("list_entries");
    assert.notEqual(provider.kept!.refresh_token, second.refresh_token);
  });

  Deno.test(`${kind} that makes several calls when its token has expired stays connected`, async () => {
    await using server = await startServer();
    await using client = clientOf(server.resource);
    await signIn(client, visitor("Kody"));
    client.provider.spoilAccessToken();
    await Promise.all(["whoami", "list_entries", "list_tags"].map((tool) => client.call(tool)));
    client.provider.spoilAccessToken();
    await client.call("whoami");
  });

  Deno.test(`${kind} that the server has forgotten registers again and asks its person`, async () => {
    await using server = await startServer();
    await using client = clientOf(server.resource);
    const { provider, traffic } = client;
    const kody = visitor("Kody");
    await signIn(client, kody);
    await client.call("create_entry", { title: "Rain", content: "All day." });

    provider.registration = { ...provider.registration!, client_id: "forgotten" };
    provider.spoilAccessToken();
    traffic.take();
    await assert.rejects(client.call("list_entries"), client.Unauthorized);
    const lines = traffic.take();
    assert(lines.includes("POST /oauth/token 401"), lines.join("\n"));
    assert(lines.includes("POST /oauth/register 201"), lines.join("\n"));
    await client.finish(await kody.answer(provider.takeRedirect()));
    assert.equal((await client.call("list_entries")).entries.length, 1);
  });
}
