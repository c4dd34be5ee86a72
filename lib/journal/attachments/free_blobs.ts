import type { Context } from "../store/context.ts";
import type { Write } from "../store/transact.ts";

/**
 * Ends the use of blobs by an entry that is gone, with rows of its history that go: `rows` are keys of
 * any of them. From `at` on, in milliseconds, what nobody else uses is removed.
 */
export function freeBlobs(
  { keys }: Context,
  { id, rows, at }: { id: string; rows: readonly Deno.KvKey[]; at: number },
): Write {
  const freed = rows.filter((key) => key.at(-2) === "blob").map((key) => String(key.at(-1)));
  return (operation) => {
    for (const sha256 of freed) {
      operation.delete(keys.blobUse(sha256, id))
        .set(keys.removal("blob", { at, id: sha256 }), new Uint8Array());
    }
    return operation;
  };
}
