import type { Store } from "../kv/store.ts";
import { type Journal, type JournalAccess, JournalError } from "../journal/mod.ts";
import { exportRecords } from "../journal/portability/mod.ts";
import {
  dayOneZip,
  exportZip,
  type Selected,
  selectIds,
  type ZipOptions,
} from "../transfer/export/mod.ts";

export { exportJournal } from "../journal/portability/mod.ts";
export { measure } from "../transfer/export/mod.ts";

/** Makes a zip of a journal, or of a part of it: ours, or one that Day One imports. Throws a JournalError for a part that is none. */
export async function exportZipOf(
  { store, access, journal, now }: {
    store: Store;
    access: JournalAccess;
    journal: Journal;
    now: () => number;
  },
  selected: Selected,
  format: "epicme" | "dayone",
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const ids = await selectIds(journal, selected);
  const options: ZipOptions = {
    ...{ ids, now, records: () => exportRecords(store, access, { now }) },
    async readFile(id) {
      try {
        return (await journal.readAttachment(id)).stream;
      } catch (error) {
        // Gone meanwhile, or of an earlier version only.
        if (error instanceof JournalError) return undefined;
        throw error;
      }
    },
  };
  return format === "epicme"
    ? exportZip(options)
    : dayOneZip({ ...options, timeZone: await journal.timeZone() });
}
