import { saveEntry } from "../../entries/save_entry.ts";
import type { Context } from "../../store/context.ts";
import { readMany } from "../../store/read_many.ts";
import type { StoredEntry, StoredRevision } from "../../store/stored.ts";
import { transact } from "../../store/transact.ts";
import { isAbout, type UndoRow } from "../import/undo_row.ts";

/** Each has a row and up to five chunks of text. */
const REVISIONS_PER_COMMIT = 50;

/** Takes away the revisions that an import has brought to an entry that was here. */
export async function removeRevisions(
  context: Context,
  { id, row }: { id: string; row: UndoRow },
): Promise<void> {
  const { revisions = [] } = row;
  for (let start = 0; start < revisions.length; start += REVISIONS_PER_COMMIT) {
    const versions = revisions.slice(start, start + REVISIONS_PER_COMMIT);
    await transact(context, () => planRemoval(context, { id, row, versions }));
  }
}

async function planRemoval(
  { store, keys, ...rest }: Context,
  { id, row, versions }: { id: string; row: UndoRow; versions: readonly number[] },
) {
  const { value: head, versionstamp } = await store.read.get<StoredEntry>(keys.entry(id));
  const rows = await readMany<StoredRevision>(
    store.read,
    versions.map((version) => keys.revision(id, version)),
  );
  // What was made here since has the same version only if the imported one is gone.
  const brought = rows.filter(({ value }) => value?.isImported && value.bodyVersion < 0);
  if (head === null || !isAbout(row, head) || brought.length === 0) return { result: undefined };
  const after = { ...head, revisionCount: Math.max(0, (head.revisionCount ?? 0) - brought.length) };
  return {
    result: undefined,
    write: await saveEntry({ store, keys, ...rest }, {
      before: { head, versionstamp: versionstamp! },
      after,
      keep(operation) {
        for (const { key, value } of brought) {
          const { bodyVersion: version, chunks } = value!;
          operation.delete(key);
          for (let chunk = 0; chunk < chunks; chunk++) {
            operation.delete(keys.oldBody(id, { version, chunk }));
          }
        }
        return operation;
      },
    }),
  };
}
