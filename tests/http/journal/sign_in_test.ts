import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { accountOf } from "../../support/people/person.ts";
import { withJournal } from "../../support/people/own_journal.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("somebody who is not signed in gets to the page of the journal that they opened", async () => {
  await using server = await startServer();
  const { journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "The sea", content: "Waves" });

  const browser = new Browser(server.url);
  const form = await browser.go(`/journal/entries/${id}?from=here`);
  assert.equal(form.url.pathname, "/account");
  assert.doesNotMatch(form.html, /The sea/);
  const page = await browser.submit(form, { fill: accountOf("Ada"), having: "email" });
  assert.equal(page.url.pathname + page.url.search, `/journal/entries/${id}?from=here`);
  assert.match(page.html, /The sea/);
});
