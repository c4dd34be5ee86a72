import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { type BlobStore, memoryBlobs } from "../../../lib/blobs/mod.ts";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { newPerson, sameOrigin, signIn } from "../../support/people/account.ts";
import { tokenOf } from "../../support/people/import.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const MEGABYTE = 2 ** 20;

/** Brings an entry with a file of so many bytes, which no zip makes smaller. */
async function writeLarge(server: TestServer, name: string, megabytes: number): Promise<void> {
  const token = await person(server, name).token(...EVERYTHING);
  const call = { era: "2026-07-28", token } as const;
  const asked = await callTool(server.resource, {
    ...{ ...call, tool: "request_upload", args: { name: "sound.bin" } },
  });
  const { key, url } = asked.body.result.structuredContent;
  const body = new Uint8Array(megabytes * MEGABYTE);
  for (let at = 0; at < body.length; at += 65_536) {
    crypto.getRandomValues(body.subarray(at, at + 65_536));
  }
  assert.equal((await fetch(url, { method: "PUT", body })).status, 201);
  const args = { title: "A long sound", content: "Listen.", attachments: [key], isPrivate: true };
  await callTool(server.resource, { ...call, tool: "create_entry", args });
}

/** Somebody who downloads, and reads what comes when the test says so. */
async function downloader(server: TestServer, name: string) {
  let download: Response | undefined;
  const browser = new Browser(server.url, async (request) => {
    const response = await fetch(request);
    if (!response.headers.get("content-disposition")?.startsWith("attachment")) return response;
    download = response;
    return new Response("a download");
  });
  await signIn(browser, name);
  return {
    browser,
    async begin(
      part: Record<string, string> = {},
      { to = "/account/export" } = {},
    ): Promise<Response> {
      const body = new URLSearchParams({ token: await tokenOf(browser), ...part });
      await browser.go(to, { method: "POST", body, headers: sameOrigin(server) });
      return download!;
    },
    /** Looks until the page says something like this. */
    async until(words: RegExp): Promise<string> {
      for (let tries = 0; tries < 400; tries++) {
        const { html } = await browser.go("/account/export/progress");
        const said = html.replace(/<style[^]*<\/style>|<[^>]*>/g, " ").replace(/\s+/g, " ");
        if (words.test(said)) return html;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`The page never says ${words}`);
    },
    /** A test that fails leaves nothing that the server waits for. */
    async [Symbol.asyncDispose]() {
      if (download?.bodyUsed === false) await download.body?.cancel();
    },
  };
}

Deno.test("while a zip is downloaded, its person sees how far it is, nobody else does, and a model is told", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  const { browser: eve } = await newPerson(server, "Eve");
  await writeLarge(server, "Ada", 30);
  await using ada = await downloader(server, "Ada");
  const { browser, begin, until } = ada;
  await until(/You have downloaded nothing in the last hour/);
  await using all = await ERAS["2025-11-25"](
    server.resource,
    await person(server, "Ada").token(...EVERYTHING),
  );
  const withoutPrivate = EVERYTHING.filter((scope) => scope !== "entries:private");
  await using open = await ERAS["2025-11-25"](
    server.resource,
    await person(server, "Ada").token(...withoutPrivate),
  );
  const asked = async (client: typeof all) =>
    (await client.call("export_journal", { format: "zip" })).structured.download;
  assert.equal(await asked(all), undefined);

  const download = await begin();
  assert.equal(download.headers.get("content-length"), null, "Nobody knows it before it is made");
  const running = await until(/is being made and downloaded\. 0 of 1 entry, [\d.]+ MB of about 30/);
  assert.match(running, /<progress aria-labelledby="download-state" max="100" value="\d+">/);
  assert.match(running, /<noscript><meta http-equiv="refresh" content="3"/);
  assert.match((await browser.go("/account/export")).html, /data-state="running"/);
  const { percent, ...told } = await asked(all);
  assert.deepEqual(told, { state: "running", entries: 0, of: 1 });
  assert(percent >= 0 && percent < 100, String(percent));
  assert.deepEqual(await asked(open), { state: "running", percent }, "Some may be private");
  for (const path of ["/account/export", "/account/export/progress"]) {
    assert.match((await eve.go(path)).html, /id="download" hidden/);
  }
  const stranger = await new Browser(server.url).go("/account/export/progress");
  assert.match(stranger.html, /<h1>Sign in<\/h1>/);
  assert(!stranger.html.includes("is being made"));

  const bytes = await download.bytes();
  const done = await until(/Your file is complete\..* 1 entry, 30 MB/);
  assert(bytes.length > 30 * MEGABYTE && !done.includes("<progress"));
  const { endedAt, ...end } = await asked(all);
  assert.deepEqual(end, { state: "done", entries: 1, of: 1 });
  assert.match((await all.call("export_journal", { format: "zip" })).text, /download is complete/);
  assert.deepEqual(await asked(open), { state: "done", endedAt });
});

Deno.test("how far one document of the whole journal is, is told by its entries", async () => {
  await using server = await startServer();
  await newPerson(server, "Ada");
  const token = await person(server, "Ada").token(...EVERYTHING);
  // The server makes text smaller while it sends it, but hardly this.
  const random = () => Uint8Array.from({ length: 180_000 }, () => 256 * Math.random());
  for (let n = 0; n < 60; n++) {
    const args = { title: `Day ${n}`, content: random().toBase64() };
    await callTool(server.resource, { era: "2026-07-28", token, tool: "create_entry", args });
  }
  await using ada = await downloader(server, "Ada");
  const { begin, until } = ada;
  const download = await begin({ format: "json" }, { to: "/account/download" });
  const running = await until(/is being made and downloaded\. [1-5]?\d of 60 entries, [\d.]+ MB /);
  assert.match(running, /<progress aria-labelledby="download-state" max="100" value="\d+">/);
  assert((await download.text()).includes("Day 59"));
  await until(/Your file is complete\..* 60 entries, 1[45] MB/);
});

Deno.test("a download that ends before its end says so, and another one takes its place", async () => {
  let clock = 0;
  await using server = await startServer({ now: () => Date.now() + clock });
  await newPerson(server, "Ada");
  await writeLarge(server, "Ada", 30);
  await using ada = await downloader(server, "Ada");
  const { browser, begin, until } = ada;
  await (await begin()).body!.cancel();
  await until(/The download has stopped/);
  await (await begin({ format: "dayone" })).bytes();
  await until(/Your file is complete/);
  clock = 61 * 60_000;
  await signIn(browser, "Ada");
  await until(/You have downloaded nothing in the last hour/);
});

Deno.test("a file that cannot be read ends the download, which says that the fault is here", async () => {
  const good = memoryBlobs();
  const blobs: BlobStore = {
    ...good,
    get: () => Promise.reject(new Error("The disk is gone")),
  };
  await using server = await startServer({ blobs });
  await newPerson(server, "Ada");
  await writeLarge(server, "Ada", 1);
  await using ada = await downloader(server, "Ada");
  const { begin, until } = ada;
  await assert.rejects(async () => await (await begin()).bytes());
  const failed = await until(/through a fault here/);
  assert(!failed.includes("disk"), "What is wrong inside is for the log");
  assert.deepEqual(server.log.errors.map((each) => String((each as { cause: Error }).cause)), [
    "Error: The disk is gone",
  ]);
});
