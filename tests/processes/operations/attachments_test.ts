import assert from "node:assert/strict";
import { fileBlobs, newBlobKey } from "../../../lib/blobs/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { backUp, restore, sweepFiles } from "../../../lib/operations/mod.ts";
import { bring, bytes, journalWithFiles, textOf } from "../../unit/journal/attachments/helpers.ts";
import { draft } from "../../unit/journal/helpers.ts";

Deno.test("a backup has the attachments of its journals, and a restore brings them back", async () => {
  const dataDir = await Deno.makeTempDir();
  const blobs = fileBlobs(`${dataDir}/blobs`);
  const config = { dataDir };
  try {
    const store = await openStore(`${dataDir}/journal.kv`);
    const journal = journalWithFiles(store, { blobs, now: Date.now });
    const { sha256 } = await bring(journal, "Tide", "tide.txt");
    const attachments = [{ sha256, name: "tide.txt" }];
    const { id, attachments: [file] = [] } = await journal.createEntry(draft({ attachments }));
    const backup = backUp(config, { target: `${dataDir}/copy.kv` });
    assert.equal(backup.files, 1);
    await journal.purgeEntry(id);
    const later = await bring(journal, "Ebb", "ebb.txt");
    const second = await journal.createEntry(
      draft({ attachments: [{ sha256: later.sha256, name: "ebb.txt" }] }),
    );
    store.close();

    const restored = await restore(config, backup.path, { force: true });
    assert.equal(restored.files, 1);
    const again = await openStore(`${dataDir}/journal.kv`);
    const back = journalWithFiles(again, { blobs, now: Date.now });
    assert.equal(await textOf(back, file.id), "Tide");
    again.close();

    const undone = await restore(config, restored.kept!, {
      force: true,
      now: Date.now() + 60_000,
    });
    assert.equal(undone.files, 1, "what was put aside has its files, too");
    const last = await openStore(`${dataDir}/journal.kv`);
    const before = journalWithFiles(last, { blobs, now: Date.now });
    assert.equal(await textOf(before, second.attachments![0].id), "Ebb");
    last.close();

    const lost = newBlobKey("ada", Date.now() - 2 * 86_400_000);
    await blobs.put(lost, bytes("lost"));
    assert.equal(await sweepFiles(config), 1);
    assert.equal(await blobs.get(lost), undefined);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});
