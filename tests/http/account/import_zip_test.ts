import {
  BlobReader,
  BlobWriter,
  TextReader,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from "@zip.js/zip.js";
import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { newPerson, sameOrigin, signIn } from "../../support/people/account.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { give, importWhole, tokenOf, untilSettled } from "../../support/people/import.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { entryRecord } from "../../unit/journal/portability/helpers.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** The smallest picture that there is. */
const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
);

async function zipOf(files: Record<string, string | Uint8Array<ArrayBuffer>>) {
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, data] of Object.entries(files)) {
    await zip.add(
      name,
      typeof data === "string" ? new TextReader(data) : new Uint8ArrayReader(data),
    );
  }
  return await (await zip.close()).bytes();
}

/** The zip of somebody's journal. */
async function fetchZip(server: TestServer, name: string): Promise<Uint8Array<ArrayBuffer>> {
  let last: Response | undefined;
  const browser = new Browser(server.url, async (request) => {
    const response = await fetch(request);
    last = response.clone();
    return response;
  });
  await signIn(browser, name);
  const body = new URLSearchParams({ token: await tokenOf(browser) });
  await browser.go("/account/export", { method: "POST", body, headers: sameOrigin(server) });
  return await last!.bytes();
}

Deno.test("a zip of Day One comes in with its pictures, goes out with them, and comes in elsewhere", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const photo = { identifier: "P1", md5: "aaaa", type: "png", orderInEntry: 0 };
  const entries = [{
    uuid: "A".repeat(32),
    creationDate: "2024-05-01T10:00:00Z",
    timeZone: "Europe/Berlin",
    text: "By the river\n\n![](dayone-moment://P1)",
    photos: [photo],
  }];
  const document = await zipOf({
    "Journal.json": JSON.stringify({ metadata: { version: "1.0" }, entries }),
    "photos/aaaa.png": PNG,
  });
  await give({ browser, server }, { document, name: "Export.zip" });
  const look = await untilSettled(browser);
  assert.match(look.html, /Export\.zip, 1 KB: Day One/);
  assert.match(look.html, /<dd>1 file<\/dd>/);
  const done = await importWhole({ browser, server }, { document, name: "Export.zip" });
  assert.match(done.html, /Imported: 1 new, 0 updated/);
  const token = await person(server, "Ada").token(...EVERYTHING);
  const call = { era: "2026-07-28", token } as const;
  const list = await callTool(server.resource, { ...call, tool: "list_entries" });
  const [{ id }] = list.body.result.structuredContent.entries;
  const read = await callTool(server.resource, { ...call, tool: "get_entry", args: { id } });
  const picture = read.body.result.content.find(({ name }: { name?: string }) =>
    name === "aaaa.png"
  );
  assert.deepEqual([picture.mimeType, picture.size], ["image/png", PNG.length]);
  const out = await fetchZip(server, "Ada");
  const ben = (await newPerson(server, "Ben")).browser;
  const back = await importWhole({ browser: ben, server }, { document: out, name: "Out.zip" });
  assert.match(back.html, /Imported: 1 new, 0 updated, 0 skipped, 0 not importable\.<\/p><form/);
  const again = await new ZipReader(new BlobReader(new Blob([await fetchZip(server, "Ben")])), {
    useWebWorkers: false,
  }).getEntries();
  const file = again.find(({ filename }) => filename.startsWith("attachments/"));
  assert(file && !file.directory);
  assert.deepEqual(await file.getData(new Uint8ArrayWriter()), PNG);
  assert.match(
    (await importWhole({ browser, server }, { document, name: "Export.zip" })).html,
    /Imported: 0 new, 0 updated, 1 skipped/,
  );
});

Deno.test("a zip that is damaged or hostile is a problem in words, with nothing half written", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const entry = '{"entries":[{"uuid":"A","creationDate":"2024-05-01T10:00:00Z","text":"Day"}]}';
  const whole = await zipOf({ "Journal.json": entry });
  const files: [Uint8Array<ArrayBuffer>, RegExp][] = [
    [whole.slice(0, -30), /Not imported: Export\.zip is not a whole zip/],
    [await zipOf({ "../Journal.json": entry }), /Not imported: [^<]+/],
    [
      await zipOf({ "notes.html": "<p>Day</p>" }),
      /Not imported: This seems to be a zip of web pages/,
    ],
  ];
  for (const [document, problem] of files) {
    await give({ browser, server }, { document, name: "Export.zip" });
    assert.match((await untilSettled(browser)).html, problem);
  }
});

Deno.test("the zip that /account/export gives is taken in again", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const journal = JSON.stringify({
    format: "epicme-journal",
    formatVersion: 1,
    records: [entryRecord(1), entryRecord(2)],
  });
  const document = await zipOf({ "journal.json": journal, "entries/2024/Day.md": "Day" });
  const done = await importWhole({ browser, server }, { document, name: "epicme-journal.zip" });
  assert.match(done.html, /Imported: 2 new, 0 updated, 0 skipped, 0 not importable/);
});

Deno.test("a page with more pictures than an entry can have comes with the first ones, and the rest is told", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  const files: Record<string, string | Uint8Array<ArrayBuffer>> = {
    "content/trip/index.md": "+++\ntitle = 'A trip'\ndate = 2024-05-01\n[[resources]]\n" +
      `src = '01.png'\ntitle = "${"A long caption. ".repeat(80)}"\n+++\n`,
  };
  for (let n = 1; n <= 32; n++) {
    files[`content/trip/${String(n).padStart(2, "0")}.png`] = new Uint8Array([...PNG, n]);
  }
  const done = await importWhole(
    { browser, server },
    { document: await zipOf(files), name: "site.zip" },
  );
  assert.match(done.html, /Imported: 1 new, 0 updated, 0 skipped, 0 not importable/);
  const token = await person(server, "Ada").token(...EVERYTHING);
  const call = { era: "2026-07-28", token } as const;
  const list = await callTool(server.resource, { ...call, tool: "list_entries" });
  const [{ id }] = list.body.result.structuredContent.entries;
  const read = await callTool(server.resource, { ...call, tool: "get_entry", args: { id } });
  const { attachments } = read.body.result.structuredContent.entry;
  assert.equal(attachments.length, 30);
  assert.match(attachments[0].alt, /^A long caption\. A/);
  const left = /href="(\/account\/import\/result\?id=[^"]+)"/.exec(done.html)![1];
  const { html } = await browser.go(left.replaceAll("&amp;", "&"));
  assert.match(html, /31\.png was left out: An entry has 30 files at most/);
  assert.match(html, /32\.png was left out/);
});
