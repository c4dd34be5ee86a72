import assert from "node:assert/strict";
import { memoryBlobs } from "../../lib/blobs/mod.ts";
import { problemsInLooks } from "../support/browser/all_problems.ts";
import { chromiumTest, openTab } from "../support/browser/chromium.ts";
import { signIn } from "../support/browser/pages.ts";
import { callTool } from "../support/clients/rpc.ts";
import { EVERYTHING, person } from "../support/people/person.ts";
import { startServer } from "../support/servers/server.ts";

/** Where pictures of the pages are put for whoever wants to look at them. */
const PICTURES = Deno.env.get("EPICME_PICTURES");

const MEGABYTE = 2 ** 20;

/** Files that come by a megabyte, the second half of them once `release` is called. */
function slowBlobs() {
  const { promise, resolve: release } = Promise.withResolvers<void>();
  const good = memoryBlobs();
  async function* slowly(stream: ReadableStream<Uint8Array>) {
    const bytes = await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).bytes();
    for (let at = 0; at < bytes.length; at += MEGABYTE) {
      if (at >= bytes.length / 2) await promise;
      yield bytes.subarray(at, at + MEGABYTE);
    }
  }
  const get: typeof good.get = async (key, range) => {
    const stream = await good.get(key, range);
    return stream && ReadableStream.from(slowly(stream));
  };
  return { blobs: { ...good, get }, release };
}

// With script each page is seen in every look, so that no more ways than these are needed.
for (const javaScriptEnabled of [true, false]) {
  const width = javaScriptEnabled ? 375 : 1280;
  const how = javaScriptEnabled ? "with" : "without";
  chromiumTest(
    `${how} script, ${width} pixels wide, a person sees how far the download of their journal is`,
    async () => {
      const { blobs, release } = slowBlobs();
      await using server = await startServer({ blobs });
      const kody = person(server, "Kody");
      const call = { era: "2026-07-28", token: await kody.token(...EVERYTHING) } as const;
      for (let n = 0; n < 3; n++) {
        const named = { tool: "request_upload", args: { name: `${n}.bin` } };
        const asked = await callTool(server.resource, { ...call, ...named });
        const { key, url } = asked.body.result.structuredContent;
        const body = new Uint8Array(8 * MEGABYTE).fill(n);
        assert.equal((await fetch(url, { method: "PUT", body })).status, 201);
        const args = { title: `Day ${n}`, content: "All day.", attachments: [key] };
        await callTool(server.resource, { ...call, tool: "create_entry", args });
      }
      await using tab = await openTab({ javaScriptEnabled, viewport: { width, height: 800 } });
      const { page } = tab;
      const picture = async (name: string, look: string = how) => {
        const path = `${PICTURES}/export-${look.replaceAll(" ", "-")}-${name}.png`;
        if (PICTURES) await page.screenshot({ path, fullPage: true });
      };
      const look = async (name: string) => {
        if (!javaScriptEnabled) return await picture(name);
        assert.deepEqual(await problemsInLooks(page, (look) => picture(name, look)), [], name);
      };
      await page.goto(`${server.url}/account`);
      await signIn(page, kody);
      await page.goto(`${server.url}/account/export`);
      await look("1-before");
      const downloading = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download the zip" }).click();
      const download = await downloading;
      if (!javaScriptEnabled) {
        await page.getByRole("link", { name: "How far it is" }).click();
      }
      await page.getByText(/0 of 3 entries, [34][.\d]* MB of about 24 MB/).waitFor();
      const bar = page.getByRole("progressbar", { name: "Your file is being made" });
      assert.match(await bar.getAttribute("value") ?? "", /^1\d$/);
      await look("2-during");
      await page.reload();
      await page.getByText(/0 of 3 entries, [34][.\d]* MB of about 24 MB/).waitFor();
      release();
      await page.getByText("Your file is complete.").waitFor();
      await page.getByText("3 entries, 24 MB").waitFor();
      assert.equal(await page.getByRole("progressbar").count(), 0);
      await look("3-after");
      assert((await Deno.stat(await download.path())).size > 24 * MEGABYTE);
      assert.deepEqual(tab.complaints, []);
    },
  );
}
