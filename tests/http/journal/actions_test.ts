import assert from "node:assert/strict";
import { parseForms } from "../../../scripts/browser/forms.ts";
import type { Browser, View } from "../../../scripts/browser/browser.ts";
import { sameOrigin, textOf } from "../../support/people/account.ts";
import { withJournal } from "../../support/people/own_journal.ts";
import { startServer } from "../../support/servers/server.ts";

/** Presses the button of the form that leads to a path, on a page that has many. */
async function press(browser: Browser, view: View, action: string): Promise<View> {
  const form = parseForms(view.html).find((each) => each.action === action);
  assert(form, `${view.url} has no form for ${action}`);
  const body = new URLSearchParams(
    form.controls.filter(({ kind }) => kind !== "button").map(({ name, value }) => [name, value]),
  );
  const headers = { origin: view.url.origin, "sec-fetch-site": "same-origin" };
  return await browser.go(action, { method: "POST", body, headers });
}

Deno.test("an entry's page makes it a favourite, private, puts it into the trash, back, and deletes it", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "The sea", content: "Waves" });
  const path = `/journal/entries/${id}`;
  let page = await browser.go(path);
  const act = async (action: string) => page = await press(browser, page, `${path}/${action}`);

  await act("favourite");
  assert.match(textOf("status", page)!, /is a favourite/);
  assert.equal((await journal.getEntry(id)).isFavorite, true);
  await act("favourite");
  assert.equal((await journal.getEntry(id)).isFavorite, false);
  await act("private");
  assert.equal((await journal.getEntry(id)).isPrivate, true);
  await act("private");
  assert.equal((await journal.getEntry(id)).isPrivate, false);
  await act("trash");
  assert.notEqual((await journal.getEntry(id)).trashedAt, undefined);
  assert.doesNotMatch(page.html, />Edit</);
  await act("restore");
  assert.equal((await journal.getEntry(id)).trashedAt, undefined);
  await act("trash");

  page = await browser.go(`${path}/purge`);
  await journal.restoreEntry(id);
  await act("purge");
  assert.match(textOf("alert", page)!, /changed meanwhile/);
  await act("purge");
  assert.equal(page.url.pathname, "/journal");
  assert.match(textOf("status", page)!, /deleted for good/);
  assert.equal((await browser.go(path)).response!.status, 404);
});

Deno.test("an earlier version becomes what the entry says again, and the later one stays", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "First", content: "First words" });
  await journal.updateEntry(id, { title: "Second", content: "Second words" });
  const version = `/journal/entries/${id}/versions/1`;
  const page = await press(browser, await browser.go(version), `${version}/restore`);
  assert.match(textOf("status", page)!, /says again what it said/);
  const { title, content } = await journal.getEntry(id);
  assert.deepEqual([title, content], ["First", "First words"]);
  assert.equal((await journal.listRevisions(id)).revisions.length, 2);
  assert.equal(parseForms((await browser.go(`/journal/entries/${id}/versions/3`)).html).length, 0);
});

Deno.test("another site, another person and a form without its token do nothing to an entry", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "The sea", content: "Waves" });
  const path = `/journal/entries/${id}`;
  const [{ controls }] = parseForms((await browser.go(path)).html);
  const token = controls.find(({ name }) => name === "token")!.value;
  const other = await withJournal(server, "Kody");
  const own = await other.journal.createEntry({ title: "Own", content: "Own" });
  const [form] = parseForms((await other.browser.go(`/journal/entries/${own.id}`)).html);
  const theirs = form.controls.find(({ name }) => name === "token")!.value;
  const before = await journal.getEntry(id);

  for (
    const action of ["favourite", "private", "trash", "restore", "purge", "versions/1/restore"]
  ) {
    const post = (by: Browser, fields: Record<string, string>, headers = sameOrigin(server)) =>
      by.go(`${path}/${action}`, { method: "POST", body: new URLSearchParams(fields), headers });
    const evil = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const fields = { to: "yes", version: "1" };
    const answers = [
      await post(browser, { ...fields, token }, evil),
      await post(browser, fields),
      await post(browser, { ...fields, token: theirs }),
      await post(other.browser, { ...fields, token: theirs }),
    ];
    const statuses = answers.map(({ response }) => response!.status);
    assert.deepEqual(statuses, [403, 403, 403, 404], action);
  }
  assert.deepEqual(await journal.getEntry(id), before);
});
