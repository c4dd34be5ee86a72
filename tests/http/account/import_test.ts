import assert from "node:assert/strict";
import { userIdOf } from "../../../lib/auth/mod.ts";
import { openJournal } from "../../../lib/journal/mod.ts";
import { Browser, type View } from "../../../scripts/browser/browser.ts";
import { CLIENTS } from "../../support/clients/mcp_clients.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { newPerson, sameOrigin, signIn, textOf } from "../../support/people/account.ts";
import {
  dayOneTrip,
  give,
  importWhole,
  pressButton,
  untilSettled,
} from "../../support/people/import.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

async function journalOf(server: TestServer, name: string) {
  const token = await person(server, name).token(...EVERYTHING);
  const call = { era: "2026-07-28", token, tool: "whoami" } as const;
  const { id } = (await callTool(server.resource, call)).body.result.structuredContent.user;
  const userId = userIdOf("embedded", id);
  return openJournal(server.store, { userId, includePrivate: true });
}

Deno.test("a client that cannot ask sends a person to the page, which takes the whole journal", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  let page = "";
  for (const name of ["SDK 1.x", "SDK 2.x legacy"]) {
    await using client = await CLIENTS[name](server.resource, token);
    const args = { format: "dayone", document: dayOneTrip() };
    const { isError, text } = await client.call("import_entries", args);
    assert(isError);
    page = /They can import the whole file themselves at (\S+)\. /.exec(text)?.[1] ?? "";
    assert.equal(page, `${server.url}/account/import`);
  }
  const browser = new Browser(server.url);
  await signIn(browser, "Ada");
  const form = await browser.go(page);
  assert.match(form.html, /enctype="multipart\/form-data"/);
  const done = await importWhole({ browser, server });
  assert.match(done.html, /Imported: 117 new, 0 updated, 0 skipped, 0 not importable\./);
  const again = await importWhole({ browser, server });
  assert.match(again.html, /Imported: 0 new, 0 updated, 117 skipped/);
  const { entryCount } = await (await journalOf(server, "Ada")).stats();
  assert.equal(entryCount, 117);
});

Deno.test("before anything is written the page says what is in the file, and what it would do", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  await give({ browser, server }, { name: "<i>Trip.json" });
  const look = await untilSettled(browser);
  assert.match(look.html, /&lt;i&gt;Trip\.json, 14 KB: Day One \(JSON\)/);
  assert.match(look.html, /117 entries, from <time[^>]*>1 May 2024/);
  assert.match(look.html, /117 entries new, 0 changed/);
  assert.equal((await (await journalOf(server, "Ada")).stats()).entryCount, 0);
  const after = await pressButton(browser, look, "/account/import/stop");
  assert.match(after.html, /enctype="multipart\/form-data"/);
  assert.doesNotMatch(after.html, /Your imports/);
});

Deno.test("an import is undone with a button, and its entries are in the trash", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const done = await importWhole({ browser, server });
  await pressButton(browser, done, "/account/import/undo");
  const undone = await untilSettled(browser);
  assert.match(undone.html, /Undone: 117 entries in the trash, 0 as before, 0 left/);
  assert.doesNotMatch(undone.html, /Undo this import/);
  const journal = await journalOf(server, "Ada");
  assert.equal((await journal.stats()).entryCount, 0);
  assert.match((await importWhole({ browser, server })).html, /Imported: 117 new/);
});

Deno.test("the page tells what could not be imported, and what was left out", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const entries = [
    { title: "<b>Late</b>", body: "b", date: "2024-05-01", time: "19:00", tags: ["x".repeat(101)] },
    { title: "Never", body: "b", date: "<i>today</i>", time: "10:00" },
  ];
  const document = `\uFEFF${JSON.stringify({ entries })}`;
  const done = await importWhole({ browser, server }, {
    document,
    choices: { timeZone: "Asia/Tokyo", allPrivate: "yes" },
  });
  assert.match(done.html, /1 new, 0 updated, 0 skipped, 1 not importable/);
  const [, address] = /href="([^"]*\/result\?id=\w+)"/.exec(done.html)!;
  const { html } = await browser.go(address);
  assert.match(
    html,
    /Record 1<\/strong>: It does not say when it was written \(date: Expected a day/,
  );
  assert.match(html, /Record 0<\/strong>: A tag was left out: /);
  assert.doesNotMatch(html, /<b>|<i>/);
  const { entries: [entry] } = await (await journalOf(server, "Ada")).listEntries();
  assert.equal(new Date(entry.occurredAt).toISOString(), "2024-05-01T10:00:00.000Z");
  assert.equal(entry.isPrivate, true);
});

Deno.test("what is no journal is a problem in words, and nothing is written", async () => {
  await using server = await startServer({ environment: { IMPORT_MAX_MB: "1" } });
  const { browser } = await newPerson(server, "Ada");
  const wrong: [Parameters<typeof give>[1], RegExp][] = [
    [{ document: "{}" }, /Not imported: This seems to be JSON of an app that is not known here/],
    [
      { document: "PK\u0003\u0004" },
      /Not imported: Journal\.json is not a whole zip/,
    ],
    [{ document: "%PDF-1.7" }, /Not imported: This seems to be a PDF; export as JSON/],
  ];
  for (const [upload, problem] of wrong) {
    await give({ browser, server }, upload);
    assert.match((await untilSettled(browser)).html, problem);
  }
  const none = await give({ browser, server }, { name: "" });
  assert.equal(textOf("alert", none), "Choose a file.");
  const large = await give({ browser, server }, { document: new Uint8Array(1024 * 1024 + 1) });
  assert.equal(large.response?.status, 413);
  assert.equal(textOf("alert", large), "The file is larger than 1 MB.");
  assert.equal((await (await journalOf(server, "Ada")).stats()).entryCount, 0);
});

Deno.test("nobody's journal is written to from another website, without a session or without the token", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  assert.equal((await give({ browser, server }, { headers })).response?.status, 403);
  assert.equal((await give({ browser, server }, { token: "guessed" })).response?.status, 403);
  const stranger = await give({ browser: new Browser(server.url), server }, { token: "any" });
  assert.match(
    textOf("status", stranger) ?? "",
    /^Your session has ended, and nothing was changed/,
  );
  const body = new URLSearchParams({ token: "guessed" });
  for (const path of ["begin", "stop", "undo"]) {
    const init = { method: "POST", body, headers: sameOrigin(server) };
    const { response } = await browser.go(`/account/import/${path}`, init);
    assert.equal(response?.status, 403, path);
  }
  assert.doesNotMatch((await untilSettled(browser)).html, /Your imports|What is in it/);
});

Deno.test("an import at the page leaves everybody else's journal and imports alone", async () => {
  await using server = await startServer();
  const ada = await newPerson(server, "Ada");
  const ben = await newPerson(server, "Ben");
  const done = await importWhole({ browser: ada.browser, server });
  const document = dayOneTrip("another trip");
  await importWhole({ browser: ben.browser, server }, { document });
  const { entries: [entry] } = await (await journalOf(server, "Ada")).listEntries();
  assert.match(entry.excerpt, /of the trip$/);
  const [, id] = /name="id" value="(\w+)"/.exec(done.html)!;
  const seen = await ben.browser.go(`/account/import/result?id=${id}`);
  assert.equal(seen.response?.status, 404);
  const page: View = await ben.browser.go("/account/import");
  const [, token] = /name="token" value="([^"]+)"/.exec(page.html)!;
  const undo = await ben.browser.go("/account/import/undo", {
    ...{ method: "POST", headers: sameOrigin(server) },
    body: new URLSearchParams({ token, id }),
  });
  assert.equal(textOf("alert", undo), "This import cannot be undone any more.");
  assert.equal((await (await journalOf(server, "Ada")).stats()).entryCount, 117);
});
