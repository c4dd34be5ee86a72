import assert from "node:assert/strict";
import { encryptedBlobs, fileBlobs, memoryBlobs, newBlobKey } from "../../../lib/blobs/mod.ts";
import { checkBlobStore } from "./blob_suite.ts";

Deno.test("a store in memory keeps blobs", () => checkBlobStore(memoryBlobs()));

Deno.test("a store that encrypts keeps blobs", async () => {
  const options = { key: new Uint8Array(32).fill(1), plainUntil: 0 };
  await checkBlobStore(await encryptedBlobs(memoryBlobs(), options));
});

Deno.test("a store of files keeps blobs, for its user only, and nothing unfinished under their names", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const blobs = fileBlobs(directory);
    await checkBlobStore(blobs);
    const [{ name: owner }] = await Array.fromAsync(Deno.readDir(directory));
    const folder = `${directory}/${owner}`;
    const [{ name }] = await Array.fromAsync(Deno.readDir(folder));
    assert.equal((await Deno.stat(`${folder}/${name}`)).mode! & 0o777, 0o600);
    assert.equal((await Deno.stat(folder)).mode! & 0o777, 0o700);

    await Deno.writeTextFile(`${folder}/.DS_Store`, "of somebody else");
    assert((await Array.fromAsync(blobs.list(""))).every((key) => !key.includes("DS_Store")));

    // What a process that was killed leaves.
    const lost = newBlobKey("ada", Date.now());
    await Deno.mkdir(`${directory}/${lost.split("/")[0]}`, { recursive: true });
    await Deno.writeTextFile(`${directory}/${lost}.part`, "half");
    assert.equal(await blobs.get(lost), undefined);
    assert((await Array.fromAsync(blobs.list(""))).includes(`${lost}.part`));
    await blobs.delete(`${lost}.part`);
    await assert.rejects(Deno.stat(`${directory}/${lost}.part`));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
