import type { Store } from "../kv/store.ts";
import { type Journal, type JournalAccess, JournalError } from "../journal/mod.ts";
import { exportRecords } from "../journal/portability/mod.ts";
import type { TellExport } from "../transfer/mod.ts";
import {
  dayOneZip,
  exportZip,
  followExport,
  measure,
  type Selected,
  selectIds,
  type ZipOptions,
} from "../transfer/export/mod.ts";

export { exportJournal } from "../journal/portability/mod.ts";
export { measure };

/** What a zip is made of, and who hears of it. */
export interface ExportParts {
  store: Store;
  access: JournalAccess;
  journal: Journal;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Writes down how far it is. */
  tell: TellExport;
  /** Told why it could not be read to its end. */
  onFault: (error: unknown) => void;
}

/** Makes a zip of a journal, or of a part of it: ours, or one that Day One imports. Throws a JournalError for a part that is none. */
export async function exportZipOf(
  { store, access, journal, now, tell, onFault }: ExportParts,
  selected: Selected,
  format: "epicme" | "dayone",
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const ids = await selectIds(journal, selected);
  let entries = 0;
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
    onEntry: () => entries++,
  };
  const zip = format === "epicme"
    ? exportZip(options)
    : dayOneZip({ ...options, timeZone: await journal.timeZone() });
  // The download does not wait until it is counted.
  const measured = measure(journal, selected);
  return followExport(zip, { tell, entries: () => entries, measured, onFault });
}
