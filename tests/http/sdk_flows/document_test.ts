import assert from "node:assert/strict";
import { OAUTH_CLIENTS, signIn } from "../../support/oauth/oauth_clients.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { startServer } from "../../support/servers/server.ts";
import { visitor } from "../../support/people/visitor.ts";

/** A name that no name server knows, on the internet or without it (RFC 6761, section 6.4). */
const OUT_OF_REACH = "https://app.invalid/client.json";

for (const [kind, clientOf] of Object.entries(OAUTH_CLIENTS)) {
  Deno.test(`${kind} whose document is out of reach is added again, registers and goes on`, async () => {
    await using server = await startServer();
    {
      await using client = clientOf(server.resource);
      client.provider.clientMetadataUrl = OUT_OF_REACH;
      await assert.rejects(client.connect(), client.Unauthorized);
      const redirect = client.provider.takeRedirect();
      assert.equal(redirect.searchParams.get("client_id"), OUT_OF_REACH);
      const page = await new Browser(server.url).go(redirect);
      assert.equal(page.response?.status, 400);
      assert.match(page.html, /a document at app\.invalid/);
      const fields = server.log.events.find(({ event }) => event === "client_document_not_read")
        ?.fields;
      assert.equal(fields?.host, "app.invalid");
    }
    await using again = clientOf(server.resource);
    again.provider.clientMetadataUrl = OUT_OF_REACH;
    await signIn(again, visitor("Kody"));
    assert.equal((await again.call("whoami")).user.name, "Kody");
    assert(again.traffic.take().includes("POST /oauth/register 201"));
  });
}
