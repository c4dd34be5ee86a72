import assert from "node:assert/strict";
import { textOf } from "../../support/people/account.ts";
import { assertSays, withJournal } from "../../support/people/own_journal.ts";
import { startServer } from "../../support/servers/server.ts";
import { fieldIn, sendWriting } from "../../support/journal/write_form.ts";

const TEXT = "One\n\nTwo\n\nThree";

async function begin() {
  const server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const { id } = await journal.createEntry({ title: "Numbers", content: TEXT, mood: "calm" });
  const form = await browser.go(`/journal/entries/${id}/edit`);
  return { server, browser, journal, id, form };
}

Deno.test("who saves over a change of others sees both, and nothing is written before they have chosen", async () => {
  const { server, browser, journal, id, form } = await begin();
  await using _ = server;
  await journal.updateEntry(id, { content: TEXT.replace("Three", "Third"), mood: "merry" });
  const page = await sendWriting(browser, form, { fill: { text: TEXT.replace("One", "First") } });
  assert.equal(page.response!.status, 409);
  assert.match(page.html, /This entry was changed meanwhile by/);
  assertSays(page, /<del>Three<\/del><ins>Third<\/ins>/);
  assertSays(page, /<del>One<\/del><ins>First<\/ins>/);
  assert.equal(fieldIn(page, "text"), TEXT.replace("One", "First"), "what was written");
  assert.equal(fieldIn(page, "mood"), "merry", "a field that was left alone is as it is there");
  assert.equal((await journal.getEntry(id)).content, TEXT.replace("Three", "Third"));

  await sendWriting(browser, page, {});
  const after = await journal.getEntry(id);
  assert.deepEqual([after.content, after.mood], [TEXT.replace("One", "First"), "merry"]);
  const { revisions } = await journal.listRevisions(id);
  assert.equal(revisions.length, 2, "what was written over is a version");
});

Deno.test("both texts are put together, to be looked at before they are saved", async () => {
  const { server, browser, journal, id, form } = await begin();
  await using _ = server;
  await journal.updateEntry(id, { content: "One\n\nTwo, theirs\n\nThird" });
  const page = await sendWriting(browser, form, { fill: { text: "First\n\nTwo, mine\n\nThree" } });
  const both = await sendWriting(browser, page, { press: "both" });
  assert.equal(both.response!.status, 200);
  assert.equal(fieldIn(both, "text"), "First\n\nTwo, theirs\nTwo, mine\n\nThird");
  assert.equal((await journal.getEntry(id)).content, "One\n\nTwo, theirs\n\nThird");
  await sendWriting(browser, both, {});
  assert.equal((await journal.getEntry(id)).content, "First\n\nTwo, theirs\nTwo, mine\n\nThird");
});

Deno.test("a change that comes while both are looked at is met, too", async () => {
  const { server, browser, journal, id, form } = await begin();
  await using _ = server;
  await journal.updateEntry(id, { content: "Changed" });
  const page = await sendWriting(browser, form, { fill: { text: "Mine" } });
  await journal.updateEntry(id, { content: "Changed again" });
  const again = await sendWriting(browser, page, {});
  assert.equal(again.response!.status, 409);
  assert.equal(fieldIn(again, "text"), "Mine");
  assertSays(again, /again/);
  assert.equal((await journal.getEntry(id)).content, "Changed again");
});

Deno.test("an entry that went to the trash meanwhile is not changed there, and the text is kept", async () => {
  const { server, browser, journal, id, form } = await begin();
  await using _ = server;
  await journal.trashEntry(id);
  const page = await sendWriting(browser, form, { fill: { text: "Mine" } });
  assert.equal(page.response!.status, 409);
  assert.match(textOf("alert", page)!, /is in the trash and cannot be changed/);
  assert.equal(fieldIn(page, "text"), "Mine");
  assert.equal((await journal.getEntry(id)).content, TEXT);
});

Deno.test("of two forms that are sent at once one is saved, and the other meets it", async () => {
  const { server, browser, journal, id, form } = await begin();
  await using _ = server;
  const texts = Array.from({ length: 8 }, (_, n) => `Text ${n}`);
  const answers = await Promise.all(
    texts.map((text) => sendWriting(browser, form, { fill: { text } })),
  );
  const saved = answers.filter(({ response }) => response!.status === 200);
  assert.equal(saved.length, 1);
  assert.equal((await journal.getEntry(id)).version, 2);
  for (const page of answers) {
    if (page !== saved[0]) assert.match(fieldIn(page, "text")!, /^Text \d$/);
  }
});
