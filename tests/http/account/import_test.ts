import assert from "node:assert/strict";
import { userIdOf } from "../../../lib/auth/mod.ts";
import { openJournal } from "../../../lib/journal/mod.ts";
import { Browser, type View } from "../../../scripts/browser/browser.ts";
import { CLIENTS } from "../../support/clients/mcp_clients.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { newPerson, sameOrigin, signIn, textOf } from "../../support/people/account.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** An ordinary journal: a trip of ten days. */
const TRIP = JSON.stringify({
  metadata: { version: "1.0" },
  entries: Array.from({ length: 117 }, (_, n) => ({
    uuid: String(n).padStart(32, "0"),
    creationDate: new Date(Date.UTC(2024, 4, 1, n)).toISOString(),
    text: `Hour ${n} of the trip`,
  })),
});

/** Gives a file at the page, as its form does. */
function give(
  { browser, server }: { browser: Browser; server: TestServer },
  { document = TRIP, format = "dayone", timeZone = "", headers = sameOrigin(server) }: {
    document?: string | Uint8Array<ArrayBuffer>;
    format?: string;
    timeZone?: string;
    headers?: Record<string, string>;
  } = {},
): Promise<View> {
  const body = new FormData();
  body.append("file", new File([document], "Journal.json", { type: "application/json" }));
  body.append("format", format);
  body.append("timeZone", timeZone);
  return browser.go("/account/import", { method: "POST", body, headers });
}

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
    const args = { format: "dayone", document: TRIP };
    const { isError, text } = await client.call("import_entries", args);
    assert(isError);
    page = /They can import the whole file themselves at (\S+)\. /.exec(text)?.[1] ?? "";
    assert.equal(page, `${server.url}/account/import`);
  }
  const browser = new Browser(server.url);
  await signIn(browser, "Ada");
  const form = await browser.go(page);
  assert.match(form.html, /enctype="multipart\/form-data"/);
  const done = await give({ browser, server });
  assert.equal(
    textOf("status", done),
    "Imported: 117 new, 0 updated, 0 skipped, 0 not importable.",
  );
  const again = await give({ browser, server });
  assert.match(textOf("status", again) ?? "", /0 new, 0 updated, 117 skipped/);
  const { entryCount } = await (await journalOf(server, "Ada")).stats();
  assert.equal(entryCount, 117);
});

Deno.test("the page tells what could not be imported, and what was left out", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const entries = [
    { title: "<b>Late</b>", body: "b", date: "2024-05-01", time: "19:00", tags: ["x".repeat(101)] },
    { title: "Never", body: "b", date: "<i>today</i>", time: "10:00" },
  ];
  const document = `\uFEFF${JSON.stringify({ entries })}`;
  const { html } = await give(
    { browser, server },
    { document, format: "jrnl", timeZone: "Asia/Tokyo" },
  );
  assert.match(html, /1 new, 0 updated, 0 skipped, 1 not importable/);
  assert.match(html, /Record 1: date: Expected a day/);
  assert.match(html, /Record 0: A tag was left out: /);
  assert.doesNotMatch(html, /<b>|<i>/);
  const { entries: [entry] } = await (await journalOf(server, "Ada")).listEntries();
  assert.equal(new Date(entry.occurredAt).toISOString(), "2024-05-01T10:00:00.000Z");
});

Deno.test("what is no journal is a problem in words, and nothing is written", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const wrong: [Parameters<typeof give>[1], number, RegExp][] = [
    [{ document: "" }, 400, /^Choose a file and its format\.$/],
    [{ format: "diary" }, 400, /^Choose a file and its format\.$/],
    [{ document: "PK\u0003\u0004" }, 400, /zip archive\. Unpack it/],
    [{ document: "{}" }, 400, /^The document is not a JSON export of Day One\. Give /],
    [{ timeZone: "Mars/Base" }, 400, /no time zone "Mars\/Base"/],
    [{ document: new Uint8Array(33 * 1024 * 1024) }, 413, /^The file is larger than 32 MB\.$/],
  ];
  for (const [upload, status, problem] of wrong) {
    const view = await give({ browser, server }, upload);
    assert.equal(view.response?.status, status);
    assert.match(textOf("alert", view) ?? "", problem);
  }
  const tooOften = await give({ browser, server });
  assert.equal(tooOften.response?.status, 429, "Six of a minute");
  assert.equal((await (await journalOf(server, "Ada")).stats()).entryCount, 0);
});

Deno.test("nobody's journal is written to from another website, or without a session", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  assert.equal((await give({ browser, server }, { headers })).response?.status, 403);
  const stranger = await give({ browser: new Browser(server.url), server });
  assert.match(
    textOf("status", stranger) ?? "",
    /^Your session has ended, and nothing was changed/,
  );
  assert.equal((await (await journalOf(server, "Ada")).stats()).entryCount, 0);
});

Deno.test("an import at the page leaves everybody else's journal alone", async () => {
  await using server = await startServer();
  const ada = await newPerson(server, "Ada");
  const ben = await newPerson(server, "Ben");
  await give({ browser: ada.browser, server });
  const other = TRIP.replaceAll("of the trip", "of another trip");
  await give({ browser: ben.browser, server }, { document: other });
  const { entries: [entry] } = await (await journalOf(server, "Ada")).listEntries();
  assert.match(entry.excerpt, /of the trip$/);
});
