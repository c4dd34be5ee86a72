import assert from "node:assert/strict";
import { legacyClient, OAUTH_CLIENTS, signIn } from "../../support/oauth/oauth_clients.ts";
import { startServer } from "../../support/servers/server.ts";
import { visitor } from "../../support/people/visitor.ts";

const WITHOUT_TAGS_WRITE = ["user:read", "entries:read", "entries:write", "tags:read"];

for (const [kind, clientOf] of Object.entries(OAUTH_CLIENTS)) {
  if (kind === "SDK 1.x") continue;

  Deno.test(`${kind} asks its person again for what was unticked, and then goes on`, async () => {
    await using server = await startServer();
    await using client = clientOf(server.resource);
    const { provider, traffic } = client;
    const kody = visitor("Kody");
    await signIn(client, kody, { untick: ["tags:write"] });
    assert.deepEqual(provider.kept!.scope!.split(" "), WITHOUT_TAGS_WRITE);
    await client.call("create_entry", { title: "Rain", content: "All day." });

    traffic.take();
    await assert.rejects(client.call("create_tag", { name: "Weather" }), client.Unauthorized);
    assert.deepEqual(traffic.take(), ["POST /mcp 403"]);
    assert.deepEqual(challenged(traffic.exchanges.at(-1)!.challenge), {
      error: "insufficient_scope",
      scope: ["tags:write"],
      resource_metadata: `${server.url}/.well-known/oauth-protected-resource/mcp`,
    });

    const redirect = provider.takeRedirect();
    const asked = new Set(redirect.searchParams.get("scope")!.split(" "));
    for (const scope of [...WITHOUT_TAGS_WRITE, "tags:write"]) {
      assert(asked.has(scope), `${scope} is not asked for again`);
    }
    await client.finish(await kody.answer(redirect));
    const { tag } = await client.call("create_tag", { name: "Weather" });
    assert.equal(tag.name, "Weather");
    assert.equal((await client.call("list_entries")).entries.length, 1);
  });

  Deno.test(`${kind} that is refused again at the step-up keeps what it had`, async () => {
    await using server = await startServer();
    await using client = clientOf(server.resource);
    const kody = visitor("Kody");
    await signIn(client, kody, { untick: ["tags:write"] });
    await assert.rejects(client.call("create_tag", { name: "Weather" }), client.Unauthorized);
    const denied = await kody.answer(client.provider.takeRedirect(), { press: "deny" });
    await assert.rejects(client.finish(denied), { code: "access_denied" });
    assert.deepEqual((await client.call("list_entries")).entries, []);
  });
}

Deno.test("SDK 1.x, which cannot step up, is told which scope is missing and goes on without", async () => {
  await using server = await startServer();
  await using client = legacyClient(server.resource);
  const { provider, traffic } = client;
  await signIn(client, visitor("Kody"), { untick: ["tags:write"] });
  traffic.take();

  // It refreshes instead of asking its person, which cannot widen the scope (RFC 6749, section 6).
  await assert.rejects(client.call("create_tag", { name: "Weather" }), { code: 403 });
  assert.deepEqual(traffic.take(), ["POST /mcp 403", "POST /oauth/token 200", "POST /mcp 403"]);
  assert.deepEqual(challenged(traffic.exchanges.at(-1)!.challenge).scope, ["tags:write"]);
  assert.deepEqual(provider.kept!.scope!.split(" "), WITHOUT_TAGS_WRITE);
  await client.call("create_entry", { title: "Rain", content: "All day." });
});

/** The parameters of a challenge that a client acts on. */
function challenged(header: string | null) {
  const parameter = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(header ?? "")?.[1];
  return {
    error: parameter("error"),
    scope: parameter("scope")?.split(" "),
    resource_metadata: parameter("resource_metadata"),
  };
}
