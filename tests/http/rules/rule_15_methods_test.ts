import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { readChallenge } from "../../support/clients/challenge.ts";
import { askForConsent, targetOf } from "../../support/people/connection.ts";
import { authorize, register } from "../../support/oauth/oauth.ts";
import { person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";

/** What clients send to open a stream, to end a session, and what nobody should. */
const METHODS = ["GET", "HEAD", "DELETE", "PUT", "PATCH"];

for (const slash of ["", "/"]) {
  Deno.test(`Rule 15: at /mcp${slash}, only POST is served, and only a good token learns so`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token("user:read");
    for (const method of METHODS) {
      for (const authorization of [undefined, "Bearer unknown", `Bearer ${token}`]) {
        const response = await fetch(server.resource + slash, {
          method,
          headers: { accept: "text/event-stream", ...(authorization ? { authorization } : {}) },
          redirect: "manual",
        });
        // The whole body: an idle stream would never end.
        await response.text();
        if (authorization === `Bearer ${token}`) {
          assert.equal(response.status, 405, method);
          assert.equal(response.headers.get("allow"), "POST, OPTIONS", method);
          assert.equal(response.headers.get("www-authenticate"), null, method);
        } else {
          assert.equal(response.status, 401, method);
          const { error } = readChallenge(response.headers);
          assert.equal(error, authorization && "invalid_token", method);
        }
      }
    }
  });
}

Deno.test("Rule 15: no page keeps its form from ending at the client", async () => {
  await using server = await startServer();
  const { body: { client_id } } = await register(targetOf(server));
  const browser = new Browser(server.url);
  const signIn = (await authorize(browser, { client_id })).view;
  const signUp = await browser.go(`${signIn.url.pathname}/sign-up`);
  const refused = await browser.submit(signUp, { fill: { email: "x", password: "x" } });
  const consent = (await askForConsent(browser, { client_id })).view;
  for (const page of [signIn, signUp, refused, consent]) {
    assert.match(page.html, /<form\b/);
    const policy = page.response!.headers.get("content-security-policy")!;
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /form-action/);
  }
});
