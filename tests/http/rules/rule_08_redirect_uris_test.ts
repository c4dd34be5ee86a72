import assert from "node:assert/strict";
import { targetOf } from "../../support/people/connection.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { authorize, register } from "../../support/oauth/oauth.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** What a client registers, and where it asks to be answered. */
const MATCHES: [registered: string, asked: string, matches: boolean][] = [
  ["http://127.0.0.1:1111/callback", "http://127.0.0.1:2222/callback", true],
  ["http://127.0.0.1/callback", "http://127.0.0.1:2222/callback", true],
  ["http://127.0.0.1:1111/callback", "http://127.0.0.1/callback", true],
  ["http://[::1]:1111/callback", "http://[::1]:2222/callback", true],
  ["http://localhost:1111/callback", "http://localhost:2222/callback", true],
  ["http://localhost/callback", "http://localhost:2222/callback", true],
  ["https://app.example/callback", "https://app.example/callback", true],
  ["app.example:/callback", "app.example:/callback", true],

  ["http://127.0.0.1:1111/callback", "http://127.0.0.1:2222/callback/", false],
  ["http://127.0.0.1:1111/callback", "http://127.0.0.1:2222/other", false],
  ["http://127.0.0.1:1111/callback", "http://127.0.0.1:2222/callback?x=1", false],
  ["http://127.0.0.1:1111/callback", "http://localhost:1111/callback", false],
  ["http://127.0.0.1:1111/callback", "https://127.0.0.1:2222/callback", false],
  ["http://127.0.0.1:1111/callback", "http://127.0.0.1:1111@evil.example/callback", false],
  ["http://127.0.0.1:1111/callback", "http://127.0.0.1.evil.example/callback", false],
  ["http://127.0.0.1:1111/callback", "http://127.0.0.2:1111/callback", false],
  ["http://localhost:1111/callback", "http://localhost.evil.example:1111/callback", false],
  ["https://localhost:1111/callback", "https://localhost:2222/callback", false],
  ["https://app.example/callback", "https://app.example:8443/callback", false],
  ["https://app.example/callback", "https://app.example/callback/", false],
  ["https://app.example/callback", "https://app.example/callback?x=1", false],
  ["https://app.example/callback", "https://APP.example/callback", false],
  ["https://app.example/callback", "https://app.example/./callback", false],
  ["https://app.example/callback", "https://app.example.evil.example/callback", false],
  ["https://app.example/callback", "https://app.example@evil.example/callback", false],
  ["app.example:/callback", "app.example:/callback/", false],
  ["app.example:/callback", "app.example://callback", false],
];

const REFUSED = [
  "http://app.example/callback",
  "http://127.0.0.1.evil.example/callback",
  "http://localhost.evil.example/callback",
  "http://127.0.0.1@evil.example/callback",
  "http://192.168.1.2/callback",
  "http://127.0.0.1/callback#fragment",
  "https://user:secret@app.example/callback",
  "https://@app.example/callback",
  "https://:@app.example/callback",
  // A browser takes a backslash for a slash, others for a part of the credentials.
  "http://localhost\\@evil.example/callback",
  "http://localhost:1111\\@evil.example/callback",
  "https://app\\.evil.example/callback",
  "https:\\\\app.example\\callback",
  "app.example:/call\\back",
  "https://app.example/{callback}",
  "https://app.example/%zz",
  // Loopback in another notation, of IPv4 and of IPv6.
  "http://2130706433/callback",
  "http://0x7f.1/callback",
  "http://0x7f000001/callback",
  "http://127.1:1111/callback",
  "http://127.0.1/callback",
  "http://0177.0.0.1/callback",
  "http://127.0.0.1./callback",
  "http://[0:0:0:0:0:0:0:1]/callback",
  "http://[::0001]:1111/callback",
  "http://[::ffff:127.0.0.1]/callback",
  "http://l%6fcalhost/callback",
  "https://127.1/callback",
  // Not even a browser's address bar needs the slashes.
  "http:localhost/callback",
  "http:/localhost/callback",
  "http:///localhost/callback",
  "https:app.example/callback",
  "javascript:alert(1)",
  "data:text/html,hello",
  "/callback",
  "",
];

/** Whether the request passes, or is refused with a page and not with a redirect. */
async function passes(server: TestServer, registered: string, asked: string): Promise<boolean> {
  const { status, body } = await register(targetOf(server), { redirect_uris: [registered] });
  assert.equal(status, 201, registered);
  const parameters = { client_id: body.client_id, redirect_uri: asked };
  const { view } = await authorize(new Browser(server.url), parameters);
  assert.equal(view.url.origin, server.url, `${asked} was redirected to`);
  if (view.response?.status === 200) return true;
  assert.equal(view.response?.status, 400);
  assert.match(view.html, /invalid_redirect_uri/);
  return false;
}

Deno.test("Rule 8: loopback matches whatever the port, all else byte for byte", async () => {
  let passed = 0;
  await using server = await startServer({ now: () => Date.now() + passed });
  for (const [registered, asked, matches] of MATCHES) {
    passed += 10_000; // Registrations are limited by the minute.
    assert.equal(await passes(server, registered, asked), matches, `${registered} as ${asked}`);
  }
});

Deno.test("Rule 8: a redirect URI that could be anybody's is refused at registration", async () => {
  await using server = await startServer();
  for (const uri of REFUSED) {
    const { status, body } = await register(targetOf(server), {
      redirect_uris: ["http://127.0.0.1/callback", uri],
    });
    assert.equal(status, 400, uri);
    assert.equal(body.error, "invalid_redirect_uri", uri);
  }
  for (const redirect_uris of [undefined, [], "http://127.0.0.1/", [7], [null], {}]) {
    const { status } = await register(targetOf(server), { redirect_uris });
    assert.equal(status, 400, JSON.stringify(redirect_uris));
  }
});
