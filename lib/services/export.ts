import type { Store } from "../kv/store.ts";
import {
  type ExportFormat,
  type Journal,
  type JournalAccess,
  JournalError,
} from "../journal/mod.ts";
import { exportJournal, exportRecords } from "../journal/portability/mod.ts";
import type { TellExport } from "../transfer/mod.ts";
import {
  dayOneZip,
  exportZip,
  followExport,
  measure,
  type Reached,
  type Selected,
  selectIds,
  type ZipOptions,
} from "../transfer/export/mod.ts";

export { measure };

/** What a journal goes out of, and who hears of it. */
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
  const reached: { -readonly [Part in keyof Reached]: Reached[Part] } = { entries: 0 };
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
    onEntry: () => reached.entries++,
  };
  const zip = format === "epicme"
    ? exportZip(options)
    : dayOneZip({ ...options, timeZone: await journal.timeZone() });
  // The download does not wait until it is counted.
  measure(journal, selected).then(
    ({ entries, bytes }) => reached.of = { entries, bytes },
    () => {},
  );
  return followExport(zip, { tell, reached: () => reached, onFault });
}

/** Makes one document of a whole journal. */
export function exportDocumentOf(
  { store, access, now, tell, onFault }: Omit<ExportParts, "journal">,
  format: ExportFormat,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let reached: Reached = { entries: 0 };
  const onProgress = (entries: number, total: number) =>
    void (reached = { entries, of: { entries: total } });
  const pages = exportJournal(store, access, { format, now, onProgress });
  const document = ReadableStream.from(pages).pipeThrough(new TextEncoderStream());
  return followExport(document, { tell, reached: () => reached, onFault });
}
