import type { Context } from "../store/context.ts";
import { transact } from "../store/transact.ts";
import { WAITING_MS } from "./add_blob.ts";
import { type BlobRow, readBlobTable } from "./stored_blob.ts";

/**
 * Removes a blob that nobody uses, and that waits for nobody any more: its row first, its bytes after
 * it. Whoever uses it meanwhile writes the table, so that this begins again and finds the use.
 */
export async function removeDueBlob(
  context: Context,
  { key: due, sha256 }: { key: Deno.KvKey; sha256: string },
): Promise<void> {
  const { store, keys, now } = context;
  const gone = await transact(context, async () => {
    const table = await readBlobTable(context);
    const row = await store.read.get<BlobRow>(keys.blob(sha256));
    const [use] = await Array.fromAsync(
      store.read.list({ prefix: keys.blobUses(sha256) }, { limit: 1 }),
    );
    const { waitsSince = -Infinity } = row.value ?? {};
    // Who waits has a due row of a later time.
    if (row.value === null || use !== undefined || waitsSince + WAITING_MS > now()) {
      return { result: undefined, write: (operation) => operation.delete(due) };
    }
    const bytes = (table.value?.bytes ?? 0) - row.value.size;
    return {
      result: row.value.key,
      write: (operation) =>
        operation.check(table).set(table.key, { bytes }).check(row).delete(row.key).delete(due),
    };
  });
  // What fails here is left to the sweep of orphans.
  if (gone !== undefined) await context.blobs?.blobs.delete(gone);
}
