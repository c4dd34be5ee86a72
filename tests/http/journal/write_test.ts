import assert from "node:assert/strict";
import { textOf } from "../../support/people/account.ts";
import { withJournal } from "../../support/people/own_journal.ts";
import { startServer } from "../../support/servers/server.ts";
import { fieldIn, sendWriting } from "../../support/journal/write_form.ts";

Deno.test("a person writes an entry with all that it can have, and changes a part of it", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  await journal.setTimeZone("Europe/Berlin");
  const form = await browser.go("/journal/new");
  const page = await sendWriting(browser, form, {
    fill: {
      ...{ title: "The sea", text: "\r\nWaves\r\n  and foam", day: "2026-07-01", time: "09:30" },
      ...{ mood: "calm", place: "Sylt", weather: "wind", tags: 'summer, "a, b", sea' },
    },
    tick: ["favourite", "private"],
  });
  assert.equal(textOf("status", page), "The entry is saved.");
  const { entries: [{ id }] } = await journal.listEntries();
  assert.equal(page.url.pathname, `/journal/entries/${id}`);
  const entry = await journal.getEntry(id);
  assert.equal(entry.content, "\nWaves\n  and foam");
  assert.deepEqual(entry.tags.map(({ name }) => name), ["summer", "a, b", "sea"]);
  assert.deepEqual([entry.day, entry.utcOffset, entry.mood], ["2026-07-01", "+02:00", "calm"]);
  assert.deepEqual([entry.location, entry.weather], ["Sylt", "wind"]);
  assert.deepEqual([entry.isFavorite, entry.isPrivate], [true, true]);
  assert.equal((await journal.writerOf(id)).client, "epicme:browser");

  const changed = await sendWriting(browser, await browser.go(`/journal/entries/${id}/edit`), {
    fill: { title: "The sea again", tags: "", mood: "" },
  });
  assert.equal(textOf("status", changed), "The entry is saved.");
  const after = await journal.getEntry(id);
  assert.deepEqual([after.title, after.content, after.tags], ["The sea again", entry.content, []]);
  assert.deepEqual([after.mood, after.occurredAt, after.version], [undefined, entry.occurredAt, 2]);

  const same = await sendWriting(browser, await browser.go(`/journal/entries/${id}/edit`), {});
  assert.match(textOf("status", same)!, /Nothing was different/);
  assert.equal((await journal.getEntry(id)).version, 2);
});

Deno.test("an entry without a title is called by its first words, and one without a text is not written", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const text = `\n## A **long** walk\n\n${"on and on ".repeat(20)}`;
  await sendWriting(browser, await browser.go("/journal/new"), { fill: { text } });
  const { entries: [{ title }] } = await journal.listEntries();
  assert.equal(title, "A long walk");

  const page = await sendWriting(browser, await browser.go("/journal/new"), {
    fill: { title: "Only a title", mood: "tired", tags: "sea" },
  });
  assert.equal(page.response!.status, 400);
  assert.match(textOf("alert", page)!, /^Content is empty/);
  assert.equal(fieldIn(page, "title"), "Only a title");
  assert.equal(fieldIn(page, "mood"), "tired");
  assert.equal((await journal.listEntries()).entries.length, 1);
});

Deno.test("an entry keeps the clock of where it was written, unless its person wants their own", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  await journal.setTimeZone("Europe/Berlin");
  const occurredAt = "2026-05-05T21:30:12+09:00";
  const { id } = await journal.createEntry({ title: "Tokyo", content: "Neon", occurredAt });
  const edit = `/journal/entries/${id}/edit`;
  const form = await browser.go(edit);
  assert.deepEqual([fieldIn(form, "day"), fieldIn(form, "time")], ["2026-05-05", "21:30"]);
  assert.equal(fieldIn(form, "offset"), "+09:00");
  await sendWriting(browser, form, { fill: { text: "Neon and rain" } });
  const { occurredAt: at } = await journal.getEntry(id);
  assert.equal(at, Date.parse(occurredAt), "the seconds are still there");

  await sendWriting(browser, await browser.go(edit), { fill: { time: "22:00" } });
  assert.equal((await journal.getEntry(id)).occurredAt, Date.parse("2026-05-05T22:00+09:00"));
  await sendWriting(browser, await browser.go(edit), { fill: { offset: "" } });
  const { utcOffset, ...moved } = await journal.getEntry(id);
  assert.deepEqual([utcOffset, moved.occurredAt], ["+02:00", Date.parse("2026-05-05T22:00+02:00")]);
  await sendWriting(browser, await browser.go(edit), { fill: { time: "", day: "2026-05-06" } });
  const { day, utcOffset: none } = await journal.getEntry(id);
  assert.deepEqual([day, none], ["2026-05-06", undefined], "a day without a time");
});

Deno.test("a form that is sent twice writes one entry, and one that was written on changes it", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const form = await browser.go("/journal/new");
  const writing = { fill: { title: "Twice", text: "Once" } };
  const [one, other] = await Promise.all([
    sendWriting(browser, form, writing),
    sendWriting(browser, form, writing),
  ]);
  assert.equal(one.url.pathname, other.url.pathname);
  assert.equal((await journal.listEntries()).entries.length, 1);

  // The back button leads to the form as it was sent.
  const again = await sendWriting(browser, form, { fill: { title: "Twice", text: "Once more" } });
  assert.equal(again.response!.status, 409);
  assert.match(textOf("alert", again)!, /has made an entry already/);
  await sendWriting(browser, again, {});
  const { entries } = await journal.listEntries();
  assert.equal(entries.length, 1);
  assert.equal((await journal.getEntry(entries[0].id)).content, "Once more");
});

Deno.test("the preview of a text is what its page will show, and nothing is written", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const text = "A **strong** <script>alert(1)</script> [way](javascript:alert(1)) wind";
  const page = await sendWriting(browser, await browser.go("/journal/new"), {
    ...{ fill: { title: "Wind", text }, press: "preview" },
  });
  assert.equal(page.response!.status, 200);
  const shown = /<section[^>]*id="preview"[^]*?<\/section>/.exec(page.html)![0];
  assert.match(shown, /A <strong>strong<\/strong> &lt;script&gt;/);
  assert.doesNotMatch(shown, /<script|href="javascript/);
  assert.equal(fieldIn(page, "text"), text);
  assert.equal((await journal.listEntries()).entries.length, 0);

  const answer = await browser.go("/journal/preview", {
    method: "POST",
    body: new URLSearchParams({ token: fieldIn(page, "token")!, text }),
    headers: { origin: server.url },
  });
  const { html } = JSON.parse(answer.html);
  assert(shown.includes(html.trim()), "with script it is the same");
});

Deno.test("what was written for an entry that is gone meanwhile can be saved as a new one", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "Old", content: "Old words" });
  const form = await browser.go(`/journal/entries/${id}/edit`);
  await journal.purgeEntry(id);
  const page = await sendWriting(browser, form, { fill: { text: "New words" } });
  assert.equal(page.response!.status, 404);
  assert.match(textOf("alert", page)!, /no such entry in your journal any more/);
  await sendWriting(browser, page, {});
  const { entries: [entry] } = await journal.listEntries();
  assert.equal(entry.excerpt, "New words");
});
