import { BlobReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Browser } from "../../../scripts/browser/browser.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { newPerson, sameOrigin, signIn, textOf } from "../../support/people/account.ts";
import { importWhole, tokenOf } from "../../support/people/import.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
);
const PDF = new TextEncoder().encode("%PDF-1.4\n%%EOF\n");
const NOTES = new TextEncoder().encode("Just a list\n");

function md5(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}

interface Written {
  files?: { name: string; bytes: Uint8Array<ArrayBuffer> }[];
  [field: string]: unknown;
}

async function write(server: TestServer, name: string, all: readonly Written[]) {
  const token = await person(server, name).token(...EVERYTHING);
  const call = { era: "2026-07-28", token, tool: "create_entry" } as const;
  for (const { files = [], ...entry } of all) {
    const attachments: string[] = [];
    for (const { name, bytes } of files) {
      const asked = { ...call, tool: "request_upload", args: { name } };
      const { key, url } = (await callTool(server.resource, asked)).body.result.structuredContent;
      assert.equal((await fetch(url, { method: "PUT", body: bytes })).status, 201);
      attachments.push(key);
    }
    const args = attachments.length > 0 ? { ...entry, attachments } : entry;
    const { body } = await callTool(server.resource, { ...call, args });
    assert(!body.result.isError, JSON.stringify(body.result.content));
  }
}

/** Everything that can be read of a person's entries, but for ids and versions. */
async function entriesOf(server: TestServer, name: string) {
  const token = await person(server, name).token(...EVERYTHING);
  const call = { era: "2026-07-28", token } as const;
  const list = await callTool(server.resource, { ...call, tool: "list_entries" });
  const all = [];
  for (const { id } of list.body.result.structuredContent.entries) {
    const read = await callTool(server.resource, { ...call, tool: "get_entry", args: { id } });
    const { id: _, createdAt: _1, updatedAt: _2, version: _3, tags, attachments, ...entry } =
      read.body.result.structuredContent.entry;
    all.push({
      ...entry,
      tags: tags.map((tag: { name: string }) => tag.name),
      files: attachments?.map((file: { name: string; sha256: string }) => file.name),
    });
  }
  return all;
}

/** The zip for Day One, whole. */
async function dayOneZipOf(server: TestServer, name: string, part: Record<string, string> = {}) {
  let last: Response | undefined;
  const browser = new Browser(server.url, async (request) => {
    const response = await fetch(request);
    last = response.clone();
    return response;
  });
  await signIn(browser, name);
  const body = new URLSearchParams({ token: await tokenOf(browser), format: "dayone", ...part });
  await browser.go("/account/export", { method: "POST", body, headers: sameOrigin(server) });
  return await last!.bytes();
}

async function filesOf(zip: Uint8Array<ArrayBuffer>) {
  const reader = new ZipReader(new BlobReader(new Blob([zip])), { useWebWorkers: false });
  const files = new Map<string, Uint8Array>();
  for (const entry of await reader.getEntries()) {
    if (!entry.directory) files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  }
  return files;
}

const ENTRIES = [
  {
    title: "By the *river*",
    content: "Before\n\n![A heron](heron.png)\n\nAfter 5.30 - early!",
    occurredAt: "2024-05-01T19:30:00+09:00",
    tags: ["long trip"],
    createMissingTags: true,
    location: "Niesen Kulm, Wimmis",
    weather: "Mostly Sunny, -3 °C",
    isFavorite: true,
    files: [{ name: "heron.png", bytes: PNG }],
  },
  { title: "Half an hour", content: "A day.", occurredAt: "2024-05-02T10:00:00+05:30" },
  { title: "No time", content: "# No time\n\nOnly a day.", occurredAt: "2024-05-03" },
];

Deno.test("a journal goes out as Day One has it, and comes in elsewhere as the same entries", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  await write(server, "Ada", ENTRIES);
  const zip = await dayOneZipOf(server, "Ada");
  const files = await filesOf(zip);
  assert.deepEqual([...files.keys()], [`photos/${md5(PNG)}.png`, "Journal.json"]);
  assert.deepEqual(files.get(`photos/${md5(PNG)}.png`), PNG);
  const { metadata, entries } = JSON.parse(new TextDecoder().decode(files.get("Journal.json")));
  assert.deepEqual(metadata, { version: "1.0" });
  const entry = entries.find(({ starred }: { starred: boolean }) => starred);
  const { uuid, modifiedDate, photos: [photo], ...rest } = entry;
  assert.match(uuid, /^[0-9A-F]{32}$/);
  assert.match(modifiedDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.match(photo.identifier, /^[0-9A-F]{32}$/);
  assert.deepEqual(rest, {
    ...{ creationDate: "2024-05-01T10:30:00Z", timeZone: "Etc/GMT-9", isAllDay: false },
    text: "# By the \\*river\\*\n\nBefore\n\n" +
      `![A heron](dayone-moment://${photo.identifier})\n\nAfter 5.30 - early!`,
    ...{ starred: true, isPinned: false, duration: 0, tags: ["long trip"] },
    location: { placeName: "Niesen Kulm, Wimmis" },
    weather: { conditionsDescription: "Mostly Sunny", temperatureCelsius: -3 },
  });
  assert.deepEqual([photo.md5, photo.type, photo.filename], [md5(PNG), "png", "heron.png"]);

  const { browser } = await newPerson(server, "Ben");
  const done = await importWhole({ browser, server }, { document: zip, name: "Export.zip" });
  assert.match(done.html, /Imported: 3 new, 0 updated, 0 skipped, 0 not importable/);
  assert.deepEqual(await entriesOf(server, "Ben"), await entriesOf(server, "Ada"));
});

Deno.test("what Day One has no field for is in the text, and files that it cannot have are in the zip", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  await write(server, "Ada", [{
    title: "Papers",
    content: "See them.",
    occurredAt: "2024-05-01T10:00:00Z",
    mood: "calm",
    isPrivate: true,
    files: [{ name: "Ticket.pdf", bytes: PDF }, { name: "list.txt", bytes: NOTES }],
  }]);
  const files = await filesOf(await dayOneZipOf(server, "Ada"));
  assert.deepEqual([...files.keys()], [
    ...[`pdfs/${md5(PDF)}.pdf`, `files/${md5(NOTES)}.txt`, "Journal.json"],
  ]);
  const { entries: [{ text, pdfAttachments }] } = JSON.parse(
    new TextDecoder().decode(files.get("Journal.json")),
  );
  assert.equal(
    text,
    `# Papers\n\nSee them.\n\n![](dayone-moment:/pdfAttachment/${pdfAttachments[0].identifier})` +
      `\n\n[list.txt](files/${md5(NOTES)}.txt)\n\n- Mood: calm\n- Private: yes`,
  );
});

Deno.test("a part goes to Day One by days and tag, and the page says beforehand how much it is", async () => {
  await using server = await startServer();
  const { browser } = await newPerson(server, "Ada");
  await write(server, "Ada", ENTRIES);
  const zip = await dayOneZipOf(server, "Ada", { tag: "long trip" });
  const document = new TextDecoder().decode((await filesOf(zip)).get("Journal.json"));
  assert.deepEqual(JSON.parse(document).entries.length, 1);
  const measure = async (part: Record<string, string>) => {
    const body = new URLSearchParams({ token: await tokenOf(browser), ...part });
    const init = { method: "POST", body, headers: sameOrigin(server) };
    return await browser.go("/account/export/measure", init);
  };
  assert.match(textOf("status", await measure({})) ?? "", /^3 entries, 1 file, about 1 KB$/);
  const part = await measure({ from: "2024-05-02", to: "2024-05-02", format: "dayone" });
  assert.match(textOf("status", part) ?? "", /^1 entry, 0 files, about 1 KB$/);
  assert.match(part.html, /value="2024-05-02"/);
  assert.match(part.html, /value="dayone" checked/);
  const wrong = await measure({ tag: "Nowhere" });
  assert.match(textOf("alert", wrong) ?? "", /^There is no tag "Nowhere"/);
  assert.equal((await measure({ token: "guessed" })).response?.status, 403);
});
