import { sha256Hex } from "../digest.ts";
import { DAY_MS } from "../time.ts";

/** A file that does not fit. */
export class UploadTooLargeError extends Error {
  override name = "UploadTooLargeError";
}

/** Files that people have given, until they are imported. Each lies on one machine only. */
export interface Uploads {
  readonly maxBytes: number;
  /** Returns the directory, which is made for this user of the machine only. */
  directory(): Promise<string>;
  /** A name for a new file of a person. */
  nameFor(userId: string): string;
  pathOf(name: string): Promise<string>;
  /** Writes a file from a stream and returns its size. Throws UploadTooLargeError; then it is gone. */
  receive(name: string, stream: AsyncIterable<Uint8Array>): Promise<number>;
  /** The size of a file in bytes; undefined if it is not on this machine. */
  sizeOf(name: string): Promise<number | undefined>;
  remove(name: string): Promise<void>;
  /** Removes the files of a person and returns how many there were. */
  eraseOf(userId: string): Promise<number>;
  /** Removes files that nobody has written to for a day, but for those in use. */
  sweep(used: ReadonlySet<string>, now: number): Promise<void>;
  close(): Promise<void>;
}

const OWNER_CHARACTERS = 32;

/**
 * Keeps uploads in `directory`; in one of its own, which ends with the process, unless it is given.
 * The directory is made when it is needed.
 */
export function openUploads(
  { directory: given, maxBytes }: { directory?: string; maxBytes: number },
): Uploads {
  let made: Promise<string> | undefined;
  const ownerOf = (userId: string) => sha256Hex(userId, OWNER_CHARACTERS);

  async function make(): Promise<string> {
    if (!given) return await Deno.makeTempDir({ prefix: "epicme-uploads-" });
    await Deno.mkdir(given, { recursive: true, mode: 0o700 });
    return given;
  }

  function directory(): Promise<string> {
    // What fails, such as on a full disk, is tried again the next time.
    return made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
  }

  const pathOf = async (name: string) => `${await directory()}/${name}`;

  async function remove(name: string): Promise<void> {
    const path = await pathOf(name);
    // The second one is what the tus server remembers of an upload.
    for (const each of [path, `${path}.json`]) await removeFile(each);
  }

  /** Files are looked for where there are any: looking makes no directory. */
  async function names(): Promise<string[]> {
    const place = given ?? await made;
    if (place === undefined) return [];
    try {
      const files = await Array.fromAsync(Deno.readDir(place));
      return files.filter(({ isFile }) => isFile).map(({ name }) => name);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  }

  return {
    maxBytes,
    directory,
    pathOf,
    remove,
    nameFor: (userId) => `${ownerOf(userId)}-${crypto.randomUUID()}`,
    async receive(name, stream) {
      let size = 0;
      try {
        const options = { write: true, createNew: true, mode: 0o600 };
        using file = await Deno.open(await pathOf(name), options);
        for await (const chunk of stream) {
          size += chunk.length;
          if (size > maxBytes) throw new UploadTooLargeError(`More than ${maxBytes} bytes`);
          for (let at = 0; at < chunk.length;) at += await file.write(chunk.subarray(at));
        }
        await file.syncData();
        return size;
      } catch (error) {
        await remove(name);
        throw error;
      }
    },
    async sizeOf(name) {
      try {
        return (await Deno.stat(await pathOf(name))).size;
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return undefined;
        throw error;
      }
    },
    async eraseOf(userId) {
      const theirs = (await names()).filter((name) => name.startsWith(`${ownerOf(userId)}-`));
      for (const name of theirs) await removeFile(await pathOf(name));
      return theirs.length;
    },
    async sweep(used, now) {
      for (const name of await names()) {
        if (used.has(name.replace(/\.json$/, ""))) continue;
        const path = await pathOf(name);
        const { mtime } = await Deno.stat(path).catch(() => ({ mtime: null }));
        if (mtime && now - mtime.getTime() > DAY_MS) await removeFile(path);
      }
    },
    async close() {
      if (!given && made) await Deno.remove(await made, { recursive: true });
    },
  };
}

async function removeFile(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
