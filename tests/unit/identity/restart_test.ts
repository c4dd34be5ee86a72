import assert from "node:assert/strict";
import { openSecrets } from "../../../lib/identity/storage/secrets.ts";
import { openStore } from "../../../lib/kv/store.ts";
import {
  freshTokens,
  openIdentity,
  PERSON,
  signedUpBrowser,
} from "../../support/servers/identity.ts";
import { authorize, token } from "../../support/oauth/oauth.ts";

async function withFile(work: (location: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await work(`${directory}/identity.kv`);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("tokens, clients, accounts and credentials outlive a restart", async () => {
  await withFile(async (location) => {
    const before = await openIdentity({ location });
    const { resourceServer } = before.server;
    const tokens = await freshTokens(before, await signedUpBrowser(before));
    await before[Symbol.asyncDispose]();

    await using after = await openIdentity({ location });
    assert.deepEqual(after.server.resourceServer, resourceServer);
    assert.equal((await after.server.introspect(tokens.access_token)).active, true);
    const { client_id, refresh_token } = tokens;
    const refreshed = await token(after, { grant_type: "refresh_token", client_id, refresh_token });
    assert.equal(refreshed.status, 200);

    const browser = after.browser();
    const { view } = await authorize(browser, { client_id });
    const consent = await browser.submit(view, { fill: PERSON });
    assert.match(consent.html, /name="decision"/);
  });
});

Deno.test("two servers that start at once share their secrets", async () => {
  await withFile(async (location) => {
    const stores = await Promise.all([openStore(location), openStore(location)]);
    const [left, right] = await Promise.all(stores.map(openSecrets));
    assert.deepEqual(left, right);
    assert.deepEqual(await openSecrets(stores[0]), left);
    for (const store of stores) store.close();
  });
});

Deno.test("a token of one server is good at another one on the same store", async () => {
  await withFile(async (location) => {
    await using left = await openIdentity({ location });
    await using right = await openIdentity({ location });
    const { access_token } = await freshTokens(left, await signedUpBrowser(left));
    assert.equal((await right.server.introspect(access_token)).active, true);
  });
});
