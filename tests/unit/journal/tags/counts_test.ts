import assert from "node:assert/strict";
import { type Entry, type Journal, JournalError } from "../../../../lib/journal/mod.ts";
import type { Store } from "../../../../lib/kv/store.ts";
import { draft, journalIn, listAll, randomFrom, storeFor } from "../helpers.ts";

for (const seed of [1, 2, 3]) {
  Deno.test(`counts and lists agree with the entries after random operations (${seed})`, async () => {
    using store = await storeFor();
    const journal = journalIn(store);
    const random = randomFrom(seed);
    const step = { journal, random, ids: [] as string[] };
    for (let n = 0; n < 40; n++) {
      // Several at once, so that they also meet each other.
      await Promise.all(Array.from({ length: 5 }, () => operate(step)));
    }
    const entries = await Promise.all(step.ids.map((id) => journal.getEntry(id)));
    assert.ok(entries.length > 30);
    await agree(store, entries);
  });
}

/** One random operation. That a tag or an entry is not there is part of the game. */
async function operate(
  { journal, random, ids }: { journal: Journal; random: () => number; ids: string[] },
): Promise<void> {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];
  const tag = `t${Math.floor(random() * 6)}`;
  const tags = [tag, pick(["t0", "t1"])];
  const [kind, id] = [Math.floor(random() * 9), pick(ids) ?? ""];
  const isPrivate = random() < 0.3;
  try {
    if (kind < 2) {
      const entry = await journal.createEntry(draft({ tags, isPrivate, createMissingTags: true }));
      ids.push(entry.id);
    } else if (kind === 2) await journal.updateEntry(id, { tags, createMissingTags: true });
    else if (kind === 3) {
      await journal.updateEntry(id, { isPrivate, occurredAt: random() > 0.5 ? 1 : 2 });
    } else if (kind === 4) await journal.trashEntry(id);
    else if (kind === 5) await journal.restoreEntry(id);
    else if (kind === 6) await journal.addTagToEntry(id, tag);
    else if (kind === 7) await journal.removeTagFromEntry(id, tag);
    else if (random() < 0.3) await journal.deleteTag(pick(await journal.listTags())?.id ?? "");
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
  }
}

async function agree(store: Store, entries: readonly Entry[]): Promise<void> {
  for (const includePrivate of [true, false]) {
    const journal = journalIn(store, { includePrivate });
    const living = entries.filter((entry) =>
      entry.trashedAt === undefined && (includePrivate || !entry.isPrivate)
    );
    assert.deepEqual(
      (await listAll(journal)).map(({ id }) => id).sort(),
      living.map(({ id }) => id).sort(),
    );
    for (const tag of await journal.listTags()) {
      const tagged = living.filter(({ tags }) => tags.some(({ id }) => id === tag.id));
      assert.equal(tag.entryCount, tagged.length);
      assert.equal((await journal.getTag(tag.id)).entryCount, tagged.length);
      const listed = await listAll(journal, { tag: tag.id });
      assert.deepEqual(listed.map(({ id }) => id).sort(), tagged.map(({ id }) => id).sort());
    }
  }
}
