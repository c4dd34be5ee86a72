import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { newPerson, sameOrigin } from "../../support/people/account.ts";
import { dayOneTrip, pressButton, tokenOf, untilSettled } from "../../support/people/import.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const UPLOADS = "/account/import/upload";

/** A client of tus 1.0 in a browser that is signed in. */
async function tus(server: TestServer, browser: Browser) {
  const ours = { ...sameOrigin(server), "x-form-token": await tokenOf(browser) };
  return {
    async send(
      method: string,
      path: string,
      { body, ...headers }: { body?: BodyInit; [header: string]: unknown } = {},
    ): Promise<Response> {
      const all = { "tus-resumable": "1.0.0", ...ours, ...headers as Record<string, string> };
      return (await browser.go(path, { method, headers: all, body })).response!;
    },
  };
}

const PART = { "content-type": "application/offset+octet-stream" };

Deno.test("a file that comes in parts goes on after a broken connection, and is imported", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const { send } = await tus(server, browser);
  const file = new TextEncoder().encode(dayOneTrip());
  const metadata = `filename ${btoa("Journal.json")}`;
  const made = await send("POST", UPLOADS, {
    ...{ "upload-length": String(file.length), "upload-metadata": metadata },
  });
  assert.equal(made.status, 201);
  assert.equal(made.headers.get("access-control-allow-origin"), null);
  const to = made.headers.get("location")!;
  const part = { ...PART, "upload-offset": "0", body: file.slice(0, 5000) };
  assert.equal((await send("PATCH", to, part)).headers.get("upload-offset"), "5000");
  const page = await browser.go("/account/import");
  assert.match(page.html, /“Journal\.json” \(14 KB\) is not here as a whole/);
  assert.equal((await send("HEAD", to)).headers.get("upload-offset"), "5000");
  const rest = { ...PART, "upload-offset": "5000", body: file.slice(5000) };
  assert.equal((await send("PATCH", to, rest)).status, 204);
  const look = await untilSettled(browser);
  await pressButton(browser, look, "/account/import/begin");
  assert.match((await untilSettled(browser)).html, /Imported: 117 new/);
  assert.equal((await send("HEAD", to)).status, 404);
});

Deno.test("an upload is known to the person who began it, from the page of their session only", async () => {
  await using server = await startServer({ environment: { IMPORT_MAX_MB: "1" } });
  const [ada, ben] = [await newPerson(server, "Ada"), await newPerson(server, "Ben")];
  const [adas, bens] = [await tus(server, ada.browser), await tus(server, ben.browser)];
  const made = await adas.send("POST", UPLOADS, { "upload-length": "100" });
  const to = made.headers.get("location")!;
  const part = { ...PART, "upload-offset": "0", body: "x" };
  assert.equal((await bens.send("HEAD", to)).status, 404);
  assert.equal((await bens.send("PATCH", to, part)).status, 404);
  const forged = [
    { "x-form-token": await tokenOf(ben.browser) },
    { "sec-fetch-site": "cross-site" },
  ];
  for (const headers of forged) {
    assert.equal((await adas.send("PATCH", to, { ...part, ...headers })).status, 403);
  }
  const stranger = await tus(server, new Browser(server.url));
  assert.equal((await stranger.send("PATCH", to, part)).status, 403);
  assert.equal((await adas.send("HEAD", to)).headers.get("upload-offset"), "0");
  assert.equal((await adas.send("DELETE", to)).status, 405);
  const large = { "upload-length": String(1024 * 1024 + 1) };
  assert.equal((await adas.send("POST", UPLOADS, large)).status, 413);
  assert.equal((await adas.send("POST", UPLOADS)).status, 400);
  assert.equal((await adas.send("GET", `${UPLOADS}/../../..%2fetc%2fpasswd`)).status, 404);
});
