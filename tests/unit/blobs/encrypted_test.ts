import assert from "node:assert/strict";
import {
  type BlobStore,
  DamagedBlobError,
  encryptedBlobs,
  memoryBlobs,
  newBlobKey,
} from "../../../lib/blobs/mod.ts";
import { CHUNK_BYTES } from "../../../lib/blobs/chunk_cipher.ts";
import { bytes } from "../journal/attachments/helpers.ts";

const KEY = new Uint8Array(32).fill(7);
const NOW = Date.UTC(2026, 10, 30);

/** Bytes that are all different from their neighbours. */
function sample(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, n) => (n * 31 + (n >> 8)) % 251);
}

function encrypted(inner: BlobStore, { key = KEY, plainUntil = 0 } = {}): Promise<BlobStore> {
  return encryptedBlobs(inner, { key, plainUntil });
}

async function read(blobs: BlobStore, key: string, range?: { start: number; end?: number }) {
  return await new Response(await blobs.get(key, range)).bytes();
}

/** The same blob again, with bytes that `change` has made of those that were kept. */
async function withBytes(
  inner: BlobStore,
  key: string,
  change: (bytes: Uint8Array) => Uint8Array,
): Promise<BlobStore> {
  const copy = memoryBlobs();
  await copy.put(key, bytes(change(await read(inner, key))));
  return await encrypted(copy);
}

Deno.test("each range of each length is what it was, at every edge of a chunk", async () => {
  const blobs = await encrypted(memoryBlobs());
  const [C, edges] = [CHUNK_BYTES, [-1, 0, 1]];
  for (const length of [0, 1, C - 1, C, C + 1, 2 * C, 2 * C + 5]) {
    const key = newBlobKey("ada", NOW);
    const plain = sample(length);
    assert.equal((await blobs.put(key, bytes(plain))).size, length);
    assert.deepEqual(await read(blobs, key), plain);
    const places = [0, ...edges.map((n) => C + n), ...edges.map((n) => 2 * C + n), length]
      .filter((place) => place >= 0 && place <= length);
    for (const start of places) {
      assert.deepEqual(
        await read(blobs, key, { start }),
        plain.slice(start),
        `${start} of ${length}`,
      );
      for (const end of places.filter((end) => end > start)) {
        assert.deepEqual(await read(blobs, key, { start, end }), plain.slice(start, end));
      }
    }
  }
});

Deno.test("nothing of what somebody brings is in the store, and the same file looks different each time", async () => {
  const inner = memoryBlobs();
  const blobs = await encrypted(inner);
  const [one, two] = [newBlobKey("ada", NOW), newBlobKey("ada", NOW)];
  const text = "Tide at four. ".repeat(10_000);
  for (const key of [one, two]) await blobs.put(key, bytes(text));
  const [first, second] = [await read(inner, one), await read(inner, two)];
  assert(!new TextDecoder("latin1").decode(first).includes("Tide"));
  assert.notDeepEqual(first, second);
});

Deno.test("bytes that were cut off, changed, moved or swapped are an error and never another text", async () => {
  const inner = memoryBlobs();
  const blobs = await encrypted(inner);
  const [ada, adas, ben] = ["ada", "ada", "ben"].map((user) => newBlobKey(user, NOW));
  const length = 3 * CHUNK_BYTES + 100;
  for (const key of [ada, adas, ben]) await blobs.put(key, bytes(sample(length)));
  const sealed = CHUNK_BYTES + 16;
  const head = 48;
  const others = [await read(inner, adas), await read(inner, ben)];
  const changes: Record<string, (bytes: Uint8Array) => Uint8Array> = {
    "cut off": (all) => all.slice(0, -1),
    "cut off after a chunk": (all) => all.slice(0, head + 2 * sealed),
    "cut off in its head": (all) => all.slice(0, 20),
    "cut off before it": () => new Uint8Array(),
    "changed": (all) => all.with(head + sealed + 5, all[head + sealed + 5] ^ 1) as Uint8Array,
    "longer": (all) => Uint8Array.from([...all, 0]),
    "without its second chunk": (all) =>
      Uint8Array.from([...all.slice(0, head + sealed), ...all.slice(head + 2 * sealed)]),
    "another file of the same person": () => others[0],
    "a file of somebody else": () => others[1],
    "not encrypted any more": () => sample(length),
  };
  for (const [name, change] of Object.entries(changes)) {
    const damaged = await withBytes(inner, ada, change);
    await assert.rejects(read(damaged, ada), DamagedBlobError, name);
  }
  const elsewhere = await encrypted(inner, { key: new Uint8Array(32).fill(8) });
  await assert.rejects(read(elsewhere, ada), DamagedBlobError);
});

Deno.test("files of before are read as they are, those of later are not", async () => {
  const inner = memoryBlobs();
  const [before, later] = [newBlobKey("ada", NOW - 1), newBlobKey("ada", NOW + 1)];
  for (const key of [before, later]) await inner.put(key, bytes("Tide at four."));
  const blobs = await encrypted(inner, { plainUntil: NOW });
  assert.equal(new TextDecoder().decode(await read(blobs, before, { start: 5 })), "at four.");
  await assert.rejects(read(blobs, later), DamagedBlobError);
});
