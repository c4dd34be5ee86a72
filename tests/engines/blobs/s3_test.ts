import assert from "node:assert/strict";
import { encryptedBlobs, newBlobKey } from "../../../lib/blobs/mod.ts";
import { s3Blobs } from "../../../lib/blobs/s3_store.ts";
import { findMoto, startS3 } from "../../support/engines/s3.ts";
import { bring, bytes, journalWithFiles, textOf } from "../../unit/journal/attachments/helpers.ts";
import { checkBlobStore } from "../../unit/blobs/blob_suite.ts";
import { draft, storeFor } from "../../unit/journal/helpers.ts";

const moto = await findMoto();
if (moto === undefined) {
  console.log('skipped: moto_server is not installed (pip install "moto[server]")');
}

Deno.test({
  name: "an S3-compatible store keeps blobs",
  ignore: moto === undefined,
  async fn() {
    await using server = await startS3(moto!);
    await checkBlobStore(s3Blobs(server.url));
  },
});

Deno.test({
  name: "an S3-compatible store keeps encrypted blobs, and each range of them is read",
  ignore: moto === undefined,
  async fn() {
    await using server = await startS3(moto!);
    const options = { key: new Uint8Array(32).fill(1), plainUntil: 0 };
    const inner = s3Blobs(server.url);
    const blobs = await encryptedBlobs(inner, options);
    await checkBlobStore(blobs);
    const key = newBlobKey("ada", Date.now());
    const plain = Uint8Array.from({ length: 200_000 }, (_, n) => n % 251);
    await blobs.put(key, bytes(plain));
    const stored = await new Response(await inner.get(key)).bytes();
    assert.equal(stored.length, 48 + plain.length + 4 * 16);
    for (const [start, end] of [[0, 1], [65_535, 65_537], [131_072, 200_000], [199_999, 200_000]]) {
      const part = await new Response(await blobs.get(key, { start, end })).bytes();
      assert.deepEqual(part, plain.slice(start, end));
    }
  },
});

Deno.test({
  name:
    "a journal whose S3-compatible store dies keeps its entries, and takes no file until it is back",
  ignore: moto === undefined,
  // The client of the store has connections open when the store ends.
  sanitizeResources: false,
  sanitizeOps: false,
  async fn() {
    using store = await storeFor();
    await using server = await startS3(moto!);
    const blobs = s3Blobs(server.url);
    const journal = journalWithFiles(store, { blobs });
    const { sha256 } = await bring(journal, "Tide", "tide.txt");
    const attachments = [{ sha256, name: "tide.txt" }];
    const { id, attachments: [file] = [] } = await journal.createEntry(draft({ attachments }));
    assert.equal(await textOf(journal, file.id), "Tide");
    server.kill();
    await assert.rejects(bring(journal, "Ebb", "ebb.txt"));
    await assert.rejects(blobs.check());
    await assert.rejects(blobs.put(newBlobKey("ada", 0), bytes("x")));
    assert.equal((await journal.getEntry(id)).attachments!.length, 1);
    assert.equal((await journal.attachmentUsage()).bytes, 4, "what failed takes no room");
  },
});
