import assert from "node:assert/strict";
import { valuesOf } from "../../../../lib/journal_pages/form/form_values.ts";
import { updateFrom } from "../../../../lib/journal_pages/write/save_form.ts";
import { ConflictError, openJournal } from "../../../../lib/journal/mod.ts";
import { openStore } from "../../../../lib/kv/store.ts";

const timeZone = "Europe/Berlin";

Deno.test("a change that comes between reading and saving is met, not written over", async () => {
  const store = await openStore(":memory:");
  const journal = openJournal(store, { userId: "ada", includePrivate: true });
  const entry = await journal.createEntry({ title: "Day", content: "Base" });
  await journal.updateEntry(entry.id, { content: "Theirs" });
  const values = { ...valuesOf(entry, { timeZone }), content: "Mine" };
  await assert.rejects(updateFrom(journal, { entry, values, timeZone }), ConflictError);
  assert.equal((await journal.getEntry(entry.id)).content, "Theirs");
  store.close();
});

Deno.test("what a form cannot show of an entry stays as it is", async () => {
  const store = await openStore(":memory:");
  const journal = openJournal(store, { userId: "ada", includePrivate: true });
  for (const occurredAt of ["2026-05-05T21:30:12.345+09:00", "2026-05-05", "0001-01-01T00:00Z"]) {
    const entry = await journal.createEntry({
      ...{ title: "a  b", content: "one\r\ntwo\rthree\n", occurredAt, mood: "calm" },
      ...{ location: "here\nand there", tags: ["a, b", 'c"'], createMissingTags: true },
    });
    const values = valuesOf(entry, { timeZone });
    assert.equal(await updateFrom(journal, { entry, values, timeZone }), undefined, occurredAt);
    const changed = await updateFrom(journal, { entry, values: { ...values, mood: "" }, timeZone });
    const { mood: _, newTags: __, version, updatedAt, ...rest } = { ...entry, version: 2 };
    assert.deepEqual({ ...changed, updatedAt }, { ...rest, version, updatedAt }, occurredAt);
  }
  store.close();
});
