import assert from "node:assert/strict";
import { withJournal } from "../../support/people/own_journal.ts";
import { textOf } from "../../support/people/account.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("a person writes an entry with all that it can have, and changes it", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  await journal.setTimeZone("Europe/Berlin");
  const form = await browser.go("/journal/new");
  const page = await browser.submit(form, {
    fill: {
      ...{ title: "The sea", text: "\r\nWaves\r\n  and foam", day: "2026-07-01", time: "09:30" },
      ...{ mood: "calm", place: "Sylt", weather: "wind", tags: 'summer, "a, b", sea' },
    },
    untick: [],
    press: "save",
    having: "text",
  });
  assert.equal(textOf("status", page), "The entry is saved.");
  const { entries: [{ id }] } = await journal.listEntries();
  assert.equal(page.url.pathname, `/journal/entries/${id}`);
  const entry = await journal.getEntry(id);
  assert.equal(entry.content, "\nWaves\n  and foam");
  assert.deepEqual(entry.tags.map(({ name }) => name), ["summer", "a, b", "sea"]);
  assert.deepEqual([entry.day, entry.utcOffset, entry.mood], ["2026-07-01", "+02:00", "calm"]);

  const edit = await browser.go(`/journal/entries/${id}/edit`);
  const changed = await browser.submit(edit, {
    fill: { title: "The sea again", tags: "" },
    press: "save",
    having: "text",
  });
  assert.equal(textOf("status", changed), "The entry is saved.");
  const after = await journal.getEntry(id);
  assert.deepEqual([after.title, after.content, after.tags], ["The sea again", entry.content, []]);
  assert.equal(after.occurredAt, entry.occurredAt);
});
