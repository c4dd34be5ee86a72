/** A file system of its own, which is soon full. */
export interface SmallDisk extends AsyncDisposable {
  path: string;
  /** Takes all the room that is left. */
  fill(): Promise<void>;
  /** Gives it back. */
  free(): Promise<void>;
}

/** Mounts one of so many MiB; `undefined` where this process may not. */
export async function mountSmallDisk(mebibytes: number): Promise<SmallDisk | undefined> {
  const path = await Deno.makeTempDir({ prefix: "epicme-disk-" });
  const options = ["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=700`, "tmpfs", path];
  if (!await runs("mount", options)) {
    await Deno.remove(path);
    return undefined;
  }
  const filler = `${path}/filler`;
  return {
    path,
    async fill() {
      using file = await Deno.open(filler, { create: true, append: true });
      for (const size of [65_536, 4_096, 1]) {
        const block = new Uint8Array(size);
        try {
          while (await file.write(block) > 0);
        } catch {
          // There is no room for a block of this size any more.
        }
      }
    },
    free: () => Deno.remove(filler),
    async [Symbol.asyncDispose]() {
      await runs("umount", [path]);
      await Deno.remove(path);
    },
  };
}

async function runs(command: string, args: string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(command, { args, stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}
