import assert from "node:assert/strict";
import { openJournal } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { exportRecords } from "../../../lib/journal/portability/mod.ts";
import { exportZip } from "../../../lib/transfer/export/mod.ts";
import { openSource } from "../../../lib/transfer/sources/open_source.ts";

const ENTRIES = 250;
const CHARACTERS = 60_000;

Deno.test("a journal whose document is longer than what is read at once goes out, and comes in again", async () => {
  const store = await openStore(":memory:");
  const path = await Deno.makeTempFile({ suffix: ".zip" });
  const open = (userId: string) => openJournal(store, { userId, includePrivate: true });
  try {
    const ada = open("ada");
    for (let n = 0; n < ENTRIES; n++) {
      const { id } = await ada.createEntry({
        title: `Day ${n}`,
        content: `${n} ${"x".repeat(CHARACTERS)}`,
        occurredAt: Date.UTC(2020, 0, 1) + n,
        isPrivate: n % 5 === 0,
        tags: [`tag ${n % 7}`],
        createMissingTags: true,
      });
      if (n % 10 === 0) await ada.updateEntry(id, { mood: "calm" });
    }
    const access = { userId: "ada", includePrivate: true };
    const zip = exportZip({ records: () => exportRecords(store, access, {}), now: Date.now });
    await Deno.writeFile(path, zip);
    const eve = open("eve");
    const source = await openSource(path, { journal: eve, name: "journal.zip" });
    await eve.beginImport("one");
    let pieces = 0;
    for await (const piece of source.pieces()) {
      const { created, problems } = await eve.importPiece(piece, { importId: "one" });
      assert.deepEqual(problems, []);
      pieces += created > 0 ? 1 : 0;
    }
    await source.close();
    assert(pieces > 2, "it was read in several runs");
    const all = async (journal: typeof ada) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await journal.listEntries({ limit: 100, cursor });
        for (const { id, title, tags, mood, isPrivate } of page.entries) {
          const { revisions } = await journal.listRevisions(id);
          found.push(JSON.stringify([id, title, tags, mood, isPrivate, revisions.length]));
        }
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return found;
    };
    assert.deepEqual(await all(eve), await all(ada));
  } finally {
    store.close();
    await Deno.remove(path);
  }
});
