import assert from "node:assert/strict";
import type { Browser } from "../../../scripts/browser/browser.ts";
import {
  freshTokens,
  type Identity,
  openIdentity,
  signedUpBrowser,
} from "../../support/servers/identity.ts";
import { authorize, post, token } from "../../support/oauth/oauth.ts";

let identity: Identity;
let browser: Browser;
let revocations = 0;

Deno.test.beforeAll(async () => {
  identity = await openIdentity({ onRevoked: () => revocations++ });
  browser = await signedUpBrowser(identity);
});

Deno.test.afterAll(() => identity[Symbol.asyncDispose]());

function revoke(token: string, client_id: string) {
  return post(identity, "/oauth/revoke", { form: { token, client_id } });
}

for (const kind of ["access_token", "refresh_token"] as const) {
  Deno.test(`revoking the ${kind} ends both and tells the resource server at once`, async () => {
    const tokens = await freshTokens(identity, browser);
    const before = revocations;
    const { status, headers } = await revoke(tokens[kind], tokens.client_id);
    assert.equal(status, 200);
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.equal(revocations, before + 1);
    assert.deepEqual(await identity.server.introspect(tokens.access_token), { active: false });
    const { body } = await token(identity, {
      grant_type: "refresh_token",
      client_id: tokens.client_id,
      refresh_token: tokens.refresh_token,
    });
    assert.equal(body.error, "invalid_grant");
  });
}

Deno.test("a client cannot revoke another client's token", async () => {
  const { access_token } = await freshTokens(identity, browser);
  const other = await freshTokens(identity, browser);
  assert.equal((await revoke(access_token, other.client_id)).status, 200);
  assert.equal((await identity.server.introspect(access_token)).active, true);
});

Deno.test("revoking an unknown token succeeds", async () => {
  const { client_id } = await freshTokens(identity, browser);
  assert.equal((await revoke("unknown", client_id)).status, 200);
});

Deno.test("after a revocation the person is asked again", async () => {
  const { access_token, client_id } = await freshTokens(identity, browser);
  await revoke(access_token, client_id);
  const { view } = await authorize(browser, { client_id });
  assert.match(view.html, /name="decision"/);
});
