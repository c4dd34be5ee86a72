import assert from "node:assert/strict";
import { eraseJournal } from "../../../lib/journal/mod.ts";
import { Browser, type View } from "../../../scripts/browser/browser.ts";
import { parseForms } from "../../../scripts/browser/forms.ts";
import { sameOrigin, sendOwn, textOf } from "../../support/people/account.ts";
import { assertSays, withJournal } from "../../support/people/own_journal.ts";
import { accountOf } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";
import { fieldIn, sendWriting } from "../../support/journal/write_form.ts";

/** Keeps a draft as the script of a form does. */
async function keep(
  browser: Browser,
  view: View,
  fields: Record<string, string>,
): Promise<{ status: number; key?: string; kept?: number; problem?: string }> {
  const hidden = ["token", "key", "entry", "version", "kept"].map((name) =>
    [name, fieldIn(view, name) ?? ""] as const
  );
  const { response, html } = await browser.go("/journal/drafts", {
    method: "POST",
    body: new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }),
    headers: { origin: view.url.origin },
  });
  const isJson = response!.headers.get("content-type")?.includes("json");
  return { status: response!.status, ...isJson && JSON.parse(html) };
}

function discard(server: TestServer, browser: Browser, view: View): Promise<View> {
  const form = parseForms(view.html).find(({ action }) => action.endsWith("/discard"))!;
  const body = new URLSearchParams({ token: fieldIn(view, "token")! });
  return browser.go(form.action, { method: "POST", body, headers: sameOrigin(server) });
}

Deno.test("what somebody was writing is offered when they come back, and goes on until it is saved", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const form = await browser.go("/journal/new");
  assert.equal((await keep(browser, form, { text: "  " })).status, 204, "nothing is no draft");
  const { status } = await keep(browser, form, {
    text: "Dear diary, I",
    mood: "calm",
    private: "y",
  });
  assert.equal(status, 200);

  // Another browser of the same person: nothing of it was kept in the first.
  const later = new Browser(server.url);
  await later.submit(await later.go("/account"), { fill: accountOf("Ada"), having: "email" });
  const offer = await later.go("/journal/new");
  assertSays(offer, /You were writing <bdi>Dear diary, I<\/bdi>/);
  assert.equal(fieldIn(offer, "text"), "", "it is offered, and no more");
  const [, href] = /<a class="button" href="([^"]+)"/.exec(offer.html)!;
  const again = await later.go(href);
  assert.equal(fieldIn(again, "text"), "Dear diary, I");
  assert.equal(fieldIn(again, "mood"), "calm");
  await sendWriting(later, again, { fill: { text: "Dear diary, I wrote." } });
  const { entries: [entry] } = await journal.listEntries();
  assert.deepEqual([entry.excerpt, entry.isPrivate], ["Dear diary, I wrote.", true]);
  assert.doesNotMatch((await later.go("/journal/new")).html, /You were writing/);
  // What the first tab sends when it is closed comes too late.
  const late = await keep(browser, form, { text: "Dear diary, I", kept: "" });
  assert.equal(late.status, 409);
  assert.match(late.problem!, /was saved as an entry/);
});

Deno.test("without script a button keeps a draft of a change, which can be thrown away", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "The sea", content: "Waves" });
  const edit = `/journal/entries/${id}/edit`;
  const kept = await sendWriting(browser, await browser.go(edit), {
    ...{ fill: { text: "Waves and" }, press: "draft" },
  });
  assert.match(textOf("status", kept)!, /Your draft is kept for 30 days/);
  assert.equal(fieldIn(kept, "text"), "Waves and");
  assert.equal((await journal.getEntry(id)).content, "Waves");
  const offer = await browser.go(edit);
  assertSays(offer, /You were changing <bdi>The sea/);
  assert.equal(fieldIn(offer, "text"), "Waves");
  assertSays(await browser.go("/journal/drafts"), /The sea/);
  await discard(server, browser, offer);
  assertSays(await browser.go("/journal/drafts"), /There are no drafts/);
});

Deno.test("two tabs that go on with one draft keep two, and the newest is offered", async () => {
  let now = Date.parse("2026-11-30T12:00:00Z");
  await using server = await startServer({ now: () => now += 1_000 });
  const { browser } = await withJournal(server, "Ada");
  const form = await browser.go("/journal/new");
  const { key, kept } = await keep(browser, form, { text: "A beginning" });
  const known = { key: key!, kept: String(kept) };
  const one = await keep(browser, form, { ...known, text: "A beginning, and one end" });
  assert.equal(one.key, key);
  const other = await keep(browser, form, { ...known, text: "A beginning, and another end" });
  assert.notEqual(other.key, key);
  assertSays(await browser.go("/journal/new"), /<bdi>A beginning, and another end<\/bdi>/);
  assertSays(await browser.go("/journal/new"), /All drafts/);
  const all = await browser.go("/journal/drafts");
  assertSays(all, /<bdi>A beginning, and one end<\/bdi>/);
  assertSays(all, /<bdi>A beginning, and another end<\/bdi>/);
});

Deno.test("a draft of an entry that changed meanwhile meets the change when it is saved", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "The sea", content: "Waves" });
  const form = await browser.go(`/journal/entries/${id}/edit`);
  const kept = await sendWriting(browser, form, { fill: { text: "Mine" }, press: "draft" });
  await journal.updateEntry(id, { content: "Theirs" });
  const draft = await browser.go(kept.url);
  assert.equal(fieldIn(draft, "text"), "Mine");
  const page = await sendWriting(browser, draft, {});
  assert.equal(page.response!.status, 409);
  assert.match(page.html, /changed meanwhile/);
  assert.equal((await journal.getEntry(id)).content, "Theirs");
});

Deno.test("a draft ends after 30 days, with its entry, and with its person, and is in no export", async () => {
  const day = 86_400_000;
  let now = Date.now();
  await using server = await startServer({ now: () => now });
  const { browser, journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "The sea", content: "Waves" });
  await keep(browser, await browser.go("/journal/new"), { text: "hidden words" });
  await keep(browser, await browser.go(`/journal/entries/${id}/edit`), { text: "hidden words" });
  const rows = async () => {
    const all = await Array.fromAsync(server.store.read.list({ prefix: ["journal"] }));
    return all.filter(({ key }) => String(key[2]).startsWith("draft")).length;
  };
  assert.equal(await rows(), 4);
  const { document } = await journal.exportPage({ format: "json" });
  assert.match(document, /Waves/);
  assert.doesNotMatch(document, /hidden words/);
  await journal.purgeEntry(id);
  assert.equal(await rows(), 2);
  now += 29 * day;
  const other = new Browser(server.url);
  await other.submit(await other.go("/account"), { fill: accountOf("Ada"), having: "email" });
  assertSays(await other.go("/journal/drafts"), /hidden words/);
  now += day + 1;
  const last = new Browser(server.url);
  await last.submit(await last.go("/account"), { fill: accountOf("Ada"), having: "email" });
  assertSays(await last.go("/journal/drafts"), /There are no drafts/);
  const [{ key }] = await Array.fromAsync(server.store.read.list({ prefix: ["journal"] }));
  await eraseJournal(server.store, String(key[1]));
  assert.equal(await rows(), 0);
});

Deno.test("nobody has the drafts of others, and nobody more than there is room for", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "The sea", content: "Waves" });
  const form = await browser.go("/journal/new");
  const { key } = await keep(browser, form, { text: "hidden words" });
  const other = await withJournal(server, "Kody");
  for (const path of [`/journal/new?draft=${key}`, "/journal/new", "/journal/drafts"]) {
    assert.doesNotMatch((await other.browser.go(path)).html, /hidden words/, path);
  }
  const theirs = await other.browser.go("/journal/new");
  const at = await keep(other.browser, theirs, { text: "Mine", entry: id });
  assert.deepEqual([at.status, /no entry/.test(at.problem!)], [409, true]);
  await other.browser.go(`/journal/drafts/${key}/discard`, {
    ...{ method: "POST", body: new URLSearchParams({ token: fieldIn(theirs, "token")! }) },
    headers: sameOrigin(server),
  });
  assertSays(await browser.go("/journal/drafts"), /hidden words/);
  assert.equal((await keep(browser, form, { text: "x", token: "x" })).status, 403);

  for (let n = 1; n < 30; n++) {
    const { status } = await keep(browser, await browser.go("/journal/new"), {
      text: `Draft ${n}`,
    });
    assert.equal(status, 200);
  }
  const full = await keep(browser, await browser.go("/journal/new"), { text: "One more" });
  assert.match(full.problem!, /31 drafts, more than the limit of 30/);
  const long = await keep(browser, form, { key: key!, text: "\0".repeat(200_000) });
  assert.equal(long.status, 409);
});

Deno.test("who is signed out when they save keeps what they have written, and saves it once they are back", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const kept = await journal.addBlob({ stream: new Blob(["kept"]).stream(), name: "kept.txt" });
  const attachments = [{ sha256: kept.sha256, name: "kept.txt" }];
  const { id } = await journal.createEntry({ title: "Old", content: "Old", attachments });
  const form = await browser.go(`/journal/entries/${id}/edit`);
  await sendOwn(server, browser, { path: "/account/sign-out-everywhere" });
  const file = new File(["secret"], "secret.txt");
  const fill = { title: "Kept", text: "Every </textarea> word" };
  const out = await sendWriting(browser, form, { fill, files: [file] });
  assert.equal(out.response!.status, 403);
  assert.match(textOf("alert", out)!, /Your session has ended/);
  assert.equal(fieldIn(out, "text"), fill.text);
  assert.equal(fieldIn(out, "token"), "");
  assert.equal((await journal.attachmentUsage()).bytes, 4, "without a session no file is taken in");
  const [, at] = /<a href="([^"]+)" target="_blank"/.exec(out.html)!;
  const signIn = await browser.go(at.replaceAll("&amp;", "&"));
  await browser.submit(signIn, { fill: accountOf("Ada"), having: "email" });
  const again = await sendWriting(browser, out, {});
  assert.equal(again.response!.status, 403);
  assert.match(textOf("alert", again)!, /signed in again/);
  await sendWriting(browser, again, {});
  const after = await journal.getEntry(id);
  assert.deepEqual([after.title, after.content], [fill.title, fill.text]);
  assert.deepEqual(after.attachments?.map(({ name }) => name), ["kept.txt"], "what it had, it has");
});
