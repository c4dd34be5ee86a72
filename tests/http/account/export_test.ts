import { BlobReader, TextWriter, ZipReader } from "@zip.js/zip.js";
import assert from "node:assert/strict";
import { parse } from "yaml";
import { Browser } from "../../../scripts/browser/browser.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { newPerson, sameOrigin, signIn, textOf } from "../../support/people/account.ts";
import { importWhole, tokenOf } from "../../support/people/import.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** Writes entries as an app does. */
async function writeEntries(server: TestServer, name: string, all: readonly object[]) {
  const token = await person(server, name).token(...EVERYTHING);
  const ids: string[] = [];
  for (const args of all) {
    const call = { era: "2026-07-28", token, tool: "create_entry", args } as const;
    const { body } = await callTool(server.resource, call);
    ids.push(body.result.structuredContent.entry.id);
  }
  return { token, ids };
}

/** A browser that keeps the last answer, in which somebody is signed in. */
async function downloader(server: TestServer, name: string) {
  let last: Response | undefined;
  const browser = new Browser(server.url, async (request) => {
    const response = await fetch(request);
    last = response.clone();
    return response;
  });
  await signIn(browser, name);
  /** The files of the zip that the page gives, by name. */
  const takeAlong = async (part: Record<string, string> = {}) => {
    const body = new URLSearchParams({ token: await tokenOf(browser), ...part });
    await browser.go("/account/export", { method: "POST", body, headers: sameOrigin(server) });
    assert.equal(last!.headers.get("content-type"), "application/zip");
    const zip = new ZipReader(new BlobReader(await last!.blob()), { useWebWorkers: false });
    const files = new Map<string, string>();
    for (const entry of await zip.getEntries()) {
      if (!entry.directory) files.set(entry.filename, await entry.getData(new TextWriter()));
    }
    return files;
  };
  return { browser, takeAlong };
}

/** The front matter and the text of a Markdown file. */
function readMarkdown(file = "") {
  const [, matter, text] = /^---\n([^]*?)\n---\n\n([^]*)$/.exec(file) ?? [];
  return { facts: parse(matter), text };
}

const ENTRIES = [
  {
    title: "Rain: a/b <c>",
    content: "All day.\n\n---\n",
    occurredAt: "2024-05-01T19:30:00+09:00",
    tags: ["long trip", "Japan"],
    createMissingTags: true,
    mood: "calm",
  },
  { title: "Rain: a?b *c*", content: "Again.", occurredAt: "2024-05-01T20:30:00+09:00" },
  { title: "Secret", content: "Mine.", occurredAt: "2025-01-01T10:00:00Z", isPrivate: true },
];

Deno.test("the zip has a Markdown file for each entry, and the JSON that brings everything back", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  const { token, ids } = await writeEntries(server, "Ada", [
    ...ENTRIES,
    { title: "Gone", content: "To the trash.", occurredAt: "2024-01-01T10:00:00Z" },
  ]);
  const args = { id: ids[3] };
  await callTool(server.resource, { era: "2026-07-28", token, tool: "delete_entry", args });
  const ada = await downloader(server, "Ada");
  const files = await ada.takeAlong();
  const [document, ...names] = [...files.keys()];
  assert.equal(document, "journal.json");
  assert.deepEqual(names, [
    "entries/2024/2024-05-01 Rain a b c.md",
    `entries/2024/2024-05-01 Rain a b c ${ids[1]}.md`,
    "entries/2025/2025-01-01 Secret.md",
  ]);
  const { facts, text } = readMarkdown(files.get(names[0]));
  const { lastmod, ...known } = facts;
  assert(Date.parse(lastmod) > 0);
  assert.deepEqual(known, {
    title: "Rain: a/b <c>",
    date: "2024-05-01T19:30:00+09:00",
    tags: ["long-trip", "Japan"],
    mood: "calm",
    id: ids[0],
  });
  assert.equal(text, "All day.\n\n---\n");

  const { browser } = await newPerson(server, "Ben");
  const done = await importWhole({ browser, server }, { document: files.get(document) });
  assert.match(done.html, /Imported: 4 new, 0 updated, 0 skipped, 0 not importable/);
  const back = (await (await downloader(server, "Ben")).takeAlong()).get(document)!;
  const recordsOf = (text: string) =>
    JSON.parse(text).records.map(({ createdAt, ...rest }: { createdAt: string; type: string }) =>
      rest.type === "tag" ? rest : { createdAt, ...rest }
    );
  assert.deepEqual(recordsOf(back), recordsOf(files.get(document)!));
});

Deno.test("a part goes out by days and by tag, with the tags that it names only", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  await writeEntries(server, "Ada", ENTRIES);
  const { takeAlong, browser } = await downloader(server, "Ada");
  const titles = async (part: Record<string, string>) => {
    const { records } = JSON.parse((await takeAlong(part)).get("journal.json")!);
    return records.map((each: { name?: string; title?: string }) => each.name ?? each.title);
  };
  assert.deepEqual(await titles({ tag: "Japan" }), ["long trip", "Japan", "Rain: a/b <c>"]);
  assert.deepEqual(await titles({ from: "2025-01-01" }), ["Secret"]);
  assert.deepEqual(await titles({ to: "2024-04-30" }), []);
  const body = new URLSearchParams({ token: await tokenOf(browser), tag: "Nowhere" });
  const init = { method: "POST", body, headers: sameOrigin(server) };
  const wrong = await browser.go("/account/export", init);
  assert.match(textOf("alert", wrong) ?? "", /^There is no tag "Nowhere"/);
});

Deno.test("nobody gets somebody else's zip, or one without the token", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  await writeEntries(server, "Ada", ENTRIES);
  await newPerson(server, "Ben");
  const { takeAlong, browser } = await downloader(server, "Ben");
  assert.deepEqual([...(await takeAlong()).keys()], ["journal.json"]);
  const forged = {
    ...{ method: "POST", headers: sameOrigin(server) },
    body: new URLSearchParams({ token: "guessed" }),
  };
  assert.equal((await browser.go("/account/export", forged)).response?.status, 403);
});
