import assert from "node:assert/strict";
import { type BlobStore, newBlobKey, ownerOf } from "../../../lib/blobs/mod.ts";

const encoder = new TextEncoder();

function stream(...parts: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(
    parts.map((each) => typeof each === "string" ? encoder.encode(each) : each),
  );
}

async function textOf(stream: ReadableStream<Uint8Array> | undefined) {
  return stream && await new Response(stream).text();
}

/** What every store of blobs does. */
export async function checkBlobStore(blobs: BlobStore): Promise<void> {
  await blobs.check();
  const [ada, ben] = ["ada", "ben"].map((user) => newBlobKey(user, Date.now()));
  assert.equal(await blobs.get(ada), undefined);
  assert.equal(await blobs.get(ada, { start: 0, end: 1 }), undefined);
  const { size, sha256 } = await blobs.put(ada, stream("Tide ", "at four."));
  assert.equal(size, 13);
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode("Tide at four."));
  assert.equal(sha256, new Uint8Array(digest).toHex());
  assert.equal(await textOf(await blobs.get(ada)), "Tide at four.");
  assert.equal(await textOf(await blobs.get(ada, { start: 5 })), "at four.");
  assert.equal(await textOf(await blobs.get(ada, { start: 5, end: 7 })), "at");

  const large = new Uint8Array(3 * 2 ** 20).fill(7);
  const parts = Array.from({ length: 6 }, () => large);
  assert.equal((await blobs.put(ben, stream(...parts))).size, 18 * 2 ** 20);
  const back = await new Response(await blobs.get(ben, { start: 17 * 2 ** 20 })).bytes();
  assert.equal(back.length, 2 ** 20);

  const empty = newBlobKey("ada", Date.now());
  assert.equal((await blobs.put(empty, stream())).size, 0);
  assert.equal(await textOf(await blobs.get(empty)), "");
  assert.equal(await textOf(await blobs.get(empty, { start: 0, end: 1 })), "");
  assert.equal(await textOf(await blobs.get(ada, { start: 13 })), "");

  const broken = newBlobKey("ada", Date.now());
  const failing = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode("half"));
    },
    pull: (controller) => controller.error(new Error("The client is gone")),
  });
  await assert.rejects(blobs.put(broken, failing));
  assert.equal(await blobs.get(broken), undefined, "nothing half written is read");

  assert.deepEqual(new Set(await Array.fromAsync(blobs.list(""))), new Set([ada, ben, empty]));
  const owned = await Array.fromAsync(blobs.list(`${ownerOf("ada")}/`));
  assert.deepEqual(new Set(owned), new Set([ada, empty]));
  await blobs.delete(ada);
  await blobs.delete(ada);
  assert.equal(await blobs.get(ada), undefined);
  for (const key of ["../../etc/passwd", `${ownerOf("ada")}/../x`, "", "/etc/passwd"]) {
    await assert.rejects(async () => void await blobs.get(key), RangeError);
    await assert.rejects(async () => void await blobs.put(key, stream("x")), RangeError);
  }
}
