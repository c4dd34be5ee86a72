import assert from "node:assert/strict";
import { getAccessToken } from "../../scripts/access_token.ts";
import { Browser } from "../../scripts/browser/browser.ts";
import { dayOneTrip, pressButton, untilSettled } from "../support/people/import.ts";
import { ERAS } from "../support/clients/mcp_clients.ts";
import { accountOf, EVERYTHING } from "../support/people/person.ts";
import { startProcess } from "../support/programs/server_process.ts";

Deno.test("what another thread imports is there for everybody, and a search finds it", async () => {
  await using server = await startProcess();
  const browser = new Browser(server.url);
  await browser.submit(await browser.go("/account/sign-up"), { fill: accountOf("Ada") });
  const { html } = await browser.go("/account/import");
  const body = new FormData();
  body.append("token", /name="token" value="([^"]+)"/.exec(html)![1]);
  body.append("file", new File([dayOneTrip("the long trip", 300)], "Journal.json"));
  const headers = { origin: server.url, "sec-fetch-site": "same-origin" };
  await browser.go("/account/import", { method: "POST", body, headers });
  const look = await untilSettled(browser);
  assert.match(look.html, /300/);
  await pressButton(browser, look, "/account/import/begin");
  assert.match((await untilSettled(browser)).html, /Imported: 300 new/);

  const account = accountOf("Ada");
  const token = await getAccessToken(server.resource, { account, scope: EVERYTHING.join(" ") });
  const [connect] = Object.values(ERAS);
  await using client = await connect(server.resource, token);
  const { structured } = await client.call("search_entries", { query: "hour 299 long trip" });
  assert.equal(structured.entries[0].title, "Hour 299 of the long trip");
  assert.doesNotMatch(server.output(), /"level":"error"/);
});
