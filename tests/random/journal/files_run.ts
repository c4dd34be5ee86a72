import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type BlobStore, memoryBlobs } from "../../../lib/blobs/mod.ts";
import { sweepEverybody } from "../../../lib/journal/mod.ts";
import type { Store } from "../../../lib/kv/store.ts";
import { journalWithFiles, textOf } from "../../unit/journal/attachments/helpers.ts";
import { clockAt, DAY, storeFor } from "../../unit/journal/helpers.ts";
import { Random } from "../fuzz/requests/random.ts";
import { FilesModel } from "./files_model.ts";
import { type FilesWorld, STEPS } from "./files_steps.ts";

const FILES = 12;
const MAX_BYTES = 1_500;

/**
 * Uses the files of a journal at random and holds them against the model. Returns how many steps ended
 * how. Throws an error that names the seed and the step at the first difference.
 */
export async function runFiles(
  { seed, steps }: { seed: number; steps: number },
): Promise<Record<string, number>> {
  using store = await storeFor();
  const random = new Random(seed);
  const clock = clockAt();
  const { now } = clock;
  const blobs = memoryBlobs();
  const viewings = [true, false].map((seesPrivate) => ({
    seesPrivate,
    journal: journalWithFiles(store, {
      ...{ blobs, now, maxBytes: MAX_BYTES, includePrivate: seesPrivate },
    }),
  }));
  const world: FilesWorld = {
    ...{ random, now, viewings, all: viewings[0], imports: [], count: 0 },
    model: new FilesModel(MAX_BYTES),
    texts: new Map(Array.from({ length: FILES }, (_, n) => {
      const text = `${n} `.repeat(20 + 30 * n);
      return [createHash("sha256").update(text).digest("hex"), text];
    })),
  };
  async function sweep(): Promise<void> {
    const { signal } = new AbortController();
    const place = { blobs, maxBytes: MAX_BYTES };
    await sweepEverybody(store, { now, onWrite: () => {}, signal, blobs: place });
    world.model.expire(now());
  }
  const outcomes: Record<string, number> = {};
  for (let step = 1; step <= steps; step++) {
    clock.advance(pauseFrom(random));
    await sweep();
    const { expected, actual } = await random.pick(STEPS)(world);
    // Some writes sweep by themselves.
    await sweep();
    try {
      assert.equal(actual, expected);
      await checkAll(world, { blobs, store });
    } catch (error) {
      throw new Error(`Step ${step} with EPICME_SEED=${seed} went wrong`, { cause: error });
    }
    outcomes[actual] = (outcomes[actual] ?? 0) + 1;
  }
  return outcomes;
}

/** At least a bit, mostly hours, now and then long enough for the trash to be emptied. */
function pauseFrom(random: Random): number {
  if (random.chance(0.04)) return 31 * DAY;
  return 1 + random.below(random.chance(0.2) ? 2 * DAY : DAY / 12);
}

/** What everybody sees, and which bytes there are. */
async function checkAll(
  { model, texts, viewings, all }: FilesWorld,
  { blobs, store }: { blobs: BlobStore; store: Store },
): Promise<void> {
  for (const { journal, seesPrivate } of viewings) {
    for (const [id, { files, isPrivate, version }] of model.entries) {
      const entry = await journal.getEntry(id).catch(() => undefined);
      assert.equal(entry !== undefined, seesPrivate || !isPrivate);
      if (entry === undefined) continue;
      assert.equal(entry.version, version);
      const { attachments = [] } = entry;
      assert.deepEqual(attachments.map(({ sha256 }) => sha256), files);
      for (const { id, sha256 } of attachments) {
        assert.equal(await textOf(journal, id), texts.get(sha256));
      }
    }
  }
  const { bytes } = await all.journal.attachmentUsage();
  assert.equal(bytes, model.bytes);
  const kept = await Array.fromAsync(blobs.list(""));
  const rows = new Map<string, string>();
  for await (const { key, value } of store.read.list<{ key: string }>({ prefix: ["journal"] })) {
    if (key[2] === "blob") rows.set(String(key[3]), value.key);
  }
  assert.deepEqual([...rows.keys()].toSorted(), [...model.files.keys()].toSorted());
  assert.deepEqual(kept.toSorted(), [...rows.values()].toSorted(), "No other bytes are kept");
}
