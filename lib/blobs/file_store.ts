import { join } from "node:path";
import { type BlobStore, type ByteRange, checkKey, isListed } from "./blob_store.ts";
import { Measured } from "./measured.ts";

/** What a file is called until all of it is on the disk. */
const UNFINISHED = ".part";

/**
 * Blobs as files, a folder for each owner. A file gets its name once its bytes are on the disk, and
 * the name is on the disk before anybody is told: so a name that is there has all of its bytes.
 */
export function fileBlobs(directory: string): BlobStore {
  const pathOf = (key: string) => join(directory, checkKey(key));

  return {
    async put(key, stream) {
      const path = pathOf(key);
      const folder = join(path, "..");
      await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
      const measured = new Measured();
      try {
        await writeAll(path + UNFINISHED, stream.pipeThrough(measured));
        await Deno.rename(path + UNFINISHED, path);
      } catch (error) {
        await removeFile(path + UNFINISHED);
        throw error;
      }
      await syncFolder(folder);
      return measured.result();
    },
    async get(key, range) {
      const file = await openFile(pathOf(key));
      return file && (range === undefined ? file.readable : await readRange(file, range));
    },
    async delete(key) {
      const path = pathOf(key.replace(UNFINISHED, ""));
      await removeFile(key.endsWith(UNFINISHED) ? path + UNFINISHED : path);
    },
    async *list(prefix) {
      for (const owner of await names(directory)) {
        if (!owner.startsWith(prefix.slice(0, owner.length))) continue;
        for (const name of await names(join(directory, owner))) {
          const key = `${owner}/${name}`;
          if (key.startsWith(prefix) && isListed(key)) yield key;
        }
      }
    },
    check: async () => void await Deno.stat(directory),
  };
}

async function writeAll(path: string, stream: ReadableStream<Uint8Array>): Promise<void> {
  using file = await Deno.open(path, { createNew: true, write: true, mode: 0o600 });
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length;) at += await file.write(chunk.subarray(at));
  }
  await file.sync();
}

/** A new name is in its folder for good once the folder is on the disk; not everywhere can it be. */
async function syncFolder(path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using folder = await Deno.open(path);
  await folder.sync();
}

async function openFile(path: string): Promise<Deno.FsFile | undefined> {
  try {
    return await Deno.open(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function readRange(
  file: Deno.FsFile,
  { start, end = Infinity }: ByteRange,
): Promise<ReadableStream<Uint8Array>> {
  await file.seek(start, Deno.SeekMode.Start);
  let left = end - start;
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      const part = chunk.length > left ? chunk.subarray(0, left) : chunk;
      left -= part.length;
      if (part.length > 0) controller.enqueue(part);
      if (left <= 0) controller.terminate();
    },
  });
  return file.readable.pipeThrough(cut);
}

async function removeFile(path: string): Promise<void> {
  await Deno.remove(path).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

/** Sorted, so that all of one owner come together. */
async function names(directory: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(directory))).map(({ name }) => name).toSorted();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return [];
    }
    throw error;
  }
}
