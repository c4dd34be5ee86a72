import assert from "node:assert/strict";
import { contextOf } from "../../../../lib/journal/store/context.ts";
import { readAllTagNames } from "../../../../lib/journal/tags/tag_names.ts";
import { documentWith, entryRecord, idOf } from "../portability/helpers.ts";
import { clockAt, draft, journalIn, storeFor } from "../helpers.ts";

Deno.test("after any change each viewer has the names of the tags that exist for them, and only then others", async () => {
  using store = await storeFor();
  const { now } = clockAt();
  const viewers = [true, false].map((includePrivate) => ({
    journal: journalIn(store, { includePrivate, now }),
    names: () => readAllTagNames(contextOf(store, { userId: "ada", includePrivate }, { now })),
  }));
  const [{ journal }, { journal: open }] = viewers;
  const ours = draft({ tags: ["Us"], createMissingTags: true });
  let [hidden, shown, made, us] = ["", "", "", ""];
  const document = documentWith([entryRecord(1, { tags: [{ id: idOf(2), name: "Abroad" }] })]);
  const changes: [shown: string[], work: () => Promise<unknown>][] = [
    [[], async () => {
      const entry = await journal.createEntry({ ...ours, isPrivate: true });
      [hidden, us] = [entry.id, entry.tags[0].id];
    }],
    [["Us"], async () => shown = (await journal.createEntry(ours)).id],
    [[], () => journal.updateEntry(shown, { isPrivate: true })],
    [["Us"], () => journal.updateEntry(hidden, { isPrivate: false })],
    [[], () => journal.trashEntry(hidden)],
    [["Us"], () => journal.restoreEntry(hidden)],
    [["We"], () => journal.updateTag(us, { name: "We" })],
    [[], () => journal.removeTagFromEntry(hidden, "We")],
    [["We"], () => journal.addTagToEntry(hidden, "We")],
    [[], () => journal.purgeEntry(hidden)],
    [["Mine"], async () => made = (await open.createTag({ name: "Mine" })).id],
    [["Abroad", "Mine"], async () => {
      await journal.beginImport("one");
      const piece = await journal.readDocument({ format: "epicme", document });
      await journal.importPiece(piece, { importId: "one" });
    }],
    [["Mine"], () => journal.undoImport("one")],
    [[], () => journal.deleteTag(made)],
  ];
  for (const [n, [shownThen, work]] of changes.entries()) {
    const before = await Promise.all(viewers.map(({ names }) => names()));
    const again = await Promise.all(viewers.map(({ names }) => names()));
    assert(before.every((names, n) => names === again[n]), "They are kept");
    await work();
    for (const { journal, names } of viewers) {
      const listed = (await journal.listTags()).map(({ name }) => name).toSorted();
      assert.deepEqual([...(await names()).values()].toSorted(), listed, `Change ${n}`);
      if (journal === open) assert.deepEqual(listed, shownThen, `Change ${n}`);
    }
  }
});

Deno.test("nobody has the names of another person's tags", async () => {
  using store = await storeFor();
  const { now } = clockAt();
  await journalIn(store, { includePrivate: false, now }).createTag({ name: "Mine" });
  for (const includePrivate of [true, false]) {
    const namesOf = (userId: string) =>
      readAllTagNames(contextOf(store, { userId, includePrivate }, { now }));
    assert.deepEqual([...(await namesOf("ada")).values()], ["Mine"]);
    assert.deepEqual([...(await namesOf("ben")).values()], []);
  }
});
