import assert from "node:assert/strict";
import { type Entry, type Journal, JournalError } from "../../../lib/journal/mod.ts";
import {
  clockAt,
  DAY,
  draft,
  dump,
  journalIn,
  listAll,
  listAllRevisions,
  randomFrom,
  storeFor,
} from "../../unit/journal/helpers.ts";

/** What a journal should hold, told in the simplest way. */
type Model = Map<string, { entry: Entry; replaced: Entry[] }>;

interface Step {
  journal: Journal;
  model: Model;
  random: () => number;
}

for (const seed of [11, 12, 13]) {
  Deno.test(`entries and revisions agree with a naive model after random operations (${seed})`, async () => {
    using store = await storeFor();
    const clock = clockAt();
    const random = randomFrom(seed);
    const model: Model = new Map();
    const gone = new Set<string>();
    const journal = journalIn(store, clock);
    for (let n = 0; n < 150; n++) {
      await operate({ journal, model, random });
      clock.advance(Math.floor(random() ** 4 * 20 * DAY));
      for (const [id, { entry }] of model) {
        if ((entry.trashedAt ?? Infinity) + 30 * DAY > clock.now()) continue;
        model.delete(id);
        gone.add(id);
      }
    }
    await agree(journal, model);
    assert.ok(gone.size > 3 && model.size > 3, `${gone.size} gone, ${model.size} left`);

    for (const id of model.keys()) await journal.purgeEntry(id);
    clock.advance(91 * DAY);
    await journal.createTag({ name: "Any" });
    const { id } = await journal.createEntry(draft());
    await journal.purgeEntry(id);
    const left = (await dump(store)).map((row) => /"ada",\s*"(\w+)"/.exec(row)![1]);
    assert.deepEqual(
      left.filter((kind) => !kind.startsWith("tag")).sort(),
      ["change", "due", "head"],
      "Only the last tombstone is left",
    );
  });
}

/** One random operation on the journal and the same on the model. */
async function operate({ journal, model, random }: Step): Promise<void> {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];
  const known = pick([...model.values()]);
  const id = known?.entry.id ?? "";
  const kind = Math.floor(random() * 12);
  const content = pick(["One.", "Two two.", "Three ".repeat(15_000)]);
  const isPrivate = random() < 0.3;
  const change = (entry: Entry, isRewrite: boolean) => {
    if (isRewrite) known.replaced.unshift(known.entry);
    known.entry = entry;
  };
  try {
    if (kind < 2) {
      const { newTags: _, ...entry } = await journal.createEntry(
        draft({ content, isPrivate, tags: [pick(["a", "b"])], createMissingTags: true }),
      );
      model.set(entry.id, { entry, replaced: [] });
    } else if (kind < 4) change(await journal.updateEntry(id, { content }), true);
    else if (kind < 5) {
      const patch = { title: pick(["A", "B"]), mood: pick(["calm", null]), isPrivate };
      change(await journal.updateEntry(id, patch), true);
    } else if (kind < 6) change(await journal.addTagToEntry(id, pick(["a", "b"])), false);
    else if (kind < 7) change(await journal.trashEntry(id), false);
    else if (kind < 8) change(await journal.restoreEntry(id), false);
    else if (kind < 11) await restoreSome(journal, { known, random, change });
    else if (random() < 0.3) {
      await journal.purgeEntry(id);
      model.delete(id);
    }
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
  }
}

async function restoreSome(
  journal: Journal,
  { known, random, change }: {
    known: { entry: Entry; replaced: Entry[] };
    random: () => number;
    change: (entry: Entry, isRewrite: boolean) => void;
  },
): Promise<void> {
  if (!known?.replaced.length) return;
  const { id, isPrivate } = known.entry;
  const index = Math.floor(random() * known.replaced.length);
  const revision = (await listAllRevisions(journal, id))[index];
  const wanted = known.replaced[index];
  const restored = await journal.restoreRevision(id, revision.id);
  const { createdAt: _created, updatedAt: _updated, version: _version, ...said } = wanted;
  for (const [name, value] of Object.entries(said)) {
    if (name === "isPrivate") assert.equal(restored.isPrivate, isPrivate || wanted.isPrivate);
    else assert.deepEqual(restored[name as keyof Entry], value, name);
  }
  change(restored, true);
}

async function agree(journal: Journal, model: Model): Promise<void> {
  for (const [id, { entry, replaced }] of model) {
    assert.deepEqual(await journal.getEntry(id), entry);
    assert.deepEqual(
      (await listAllRevisions(journal, id)).map(({ version, title }) => [version, title]),
      replaced.map(({ version, title }) => [version, title]),
    );
  }
  const all = [...await listAll(journal), ...await listAll(journal, { trashed: true })];
  assert.deepEqual(all.map(({ id }) => id).sort(), [...model.keys()].sort());
}
