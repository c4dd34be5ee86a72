import assert from "node:assert/strict";
import { PAGES } from "../../../lib/journal_pages/routes.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { addressesOf, type Ids, NOBODYS_IDS } from "../../support/forms/journal_addresses.ts";
import { withJournal } from "../../support/people/own_journal.ts";
import { fieldIn, sendWriting } from "../../support/journal/write_form.ts";
import { startServer } from "../../support/servers/server.ts";

/** What a browser gets at an address, without what names the address itself. */
async function answerOf(browser: Browser, address: string, ids: Ids): Promise<string> {
  const { response, html } = await browser.go(address);
  const text = html.replaceAll(ids.file, "FILE").replaceAll(ids.entry, "ENTRY")
    // Each form has a key of its own.
    .replace(/name="key" value="[^"]*"/, "").replace(/name="time" type="time" value="[^"]*"/, "");
  return `${response!.status} ${text}`;
}

Deno.test("no page, picture or file of another person is had by its address", async () => {
  await using server = await startServer();
  const victim = await withJournal(server, "Ada");
  const bytes = new Blob(["a diary that nobody else reads"]);
  const { sha256 } = await victim.journal.addBlob({ stream: bytes.stream(), name: "diary.txt" });
  const written = await victim.journal.createEntry({
    ...{ title: "Nobody else's", content: "hidden words", mood: "veiled", tags: ["covert"] },
    ...{ createMissingTags: true, occurredAt: "2026-05-05T10:00", timeZone: "UTC" },
    attachments: [{ sha256, name: "diary.txt" }],
  });
  await victim.journal.updateEntry(written.id, { title: "Nobody else's yet" });
  const form = await victim.browser.go(`/journal/entries/${written.id}/edit`);
  const fill = { text: "hidden words, and more" };
  await sendWriting(victim.browser, form, { fill, press: "draft" });
  const theirs: Ids = {
    entry: written.id,
    file: written.attachments![0].id,
    digest: sha256,
    draft: fieldIn(form, "key")!,
  };
  const nobodys: Ids = {
    ...NOBODYS_IDS,
    file: `${NOBODYS_IDS.entry}_${theirs.file.split("_")[1]}`,
  };
  const other = await withJournal(server, "Kody");

  for (const path of Object.keys(PAGES)) {
    const unknown = addressesOf(path, nobodys);
    for (const [n, address] of addressesOf(path, theirs).entries()) {
      const [answer, expected] = [
        await answerOf(other.browser, address, theirs),
        await answerOf(other.browser, unknown[n], nobodys),
      ];
      assert.equal(answer.split("<main>").at(-1), expected.split("<main>").at(-1), address);
      assert.doesNotMatch(answer, /Nobody else|hidden words|diary|veiled|covert/, address);
      const { url } = await new Browser(server.url).go(address);
      assert.equal(url.pathname, "/account", `${address} without a session`);
    }
  }
  assert.match((await victim.browser.go("/journal/drafts")).html, /Nobody else/);
  assert.equal((await victim.browser.go(`/journal/entries/${theirs.entry}`)).response!.status, 200);
});
