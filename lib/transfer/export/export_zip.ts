import { configure, TextReader, ZipWriter } from "@zip.js/zip.js";
import { attachmentIdOf, type EntryRecord, type ExportRecord } from "../../journal/mod.ts";
import { writeJson } from "../../journal/portability/mod.ts";
import { startPacer } from "../../search/pacer.ts";
import { fileNameOf, markdownFile } from "./markdown_file.ts";
import { onlyOf } from "./select.ts";

configure({ useWebWorkers: false });

/** The name of the document in the archive that brings everything back. */
export const DOCUMENT_NAME = "journal.json";

/** Where the files of entries are, each in a folder that its SHA-256 names. */
export const FILES_FOLDER = "attachments/";

export interface ZipOptions {
  /** Reads the records of the whole journal; called once for each half of the archive. */
  records(): AsyncIterable<ExportRecord>;
  /** Reads the bytes of an attachment by its id; undefined where they are gone. */
  readFile?(id: string): Promise<ReadableStream<Uint8Array> | undefined>;
  /** The entries that are selected; all, with the trash, unless given. */
  ids?: ReadonlySet<string>;
  /** Called for each entry that is in the archive with its files. */
  onEntry?(): void;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * Makes a zip of a journal while it is read: the document that an import takes, and a Markdown file
 * for each entry outside the trash. No more of it is in memory than an entry and the names of files.
 */
export function exportZip(options: ZipOptions): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
  // Whoever reads learns of an error by the stream, or has gone away.
  write(writable, options).catch((error) => writable.abort(error).catch(() => {}));
  return readable;
}

async function write(
  writable: WritableStream<Uint8Array<ArrayBuffer>>,
  { records, readFile, ids, onEntry, now }: ZipOptions,
): Promise<void> {
  const zip = new ZipWriter(writable);
  const made = new Date(now());
  const { pause } = startPacer();
  const document = ReadableStream.from(documentOf(onlyOf(records(), ids), { made, pause }))
    .pipeThrough(new TextEncoderStream());
  await zip.add(DOCUMENT_NAME, document, { lastModDate: made });
  const taken = new Map<string, number>();
  const kept = new Set<string>();
  for await (const record of onlyOf(records(), ids)) {
    if (record.type === "tag") continue;
    for (const { sha256, name } of record.attachments ?? []) {
      const entryId = record.type === "entry" ? record.id : record.entryId;
      const file = kept.has(sha256) ? undefined : await readFile?.(attachmentIdOf(entryId, sha256));
      if (file === undefined) continue;
      kept.add(sha256);
      // Pictures do not get smaller.
      await zip.add(`${FILES_FOLDER}${sha256}/${plainName(name)}`, file, { level: 0 });
    }
    if (record.type !== "entry" || record.trashedAt !== undefined) continue;
    await zip.add(`entries/${freeName(record, taken)}.md`, new TextReader(markdownFile(record)), {
      lastModDate: new Date(record.updatedAt),
    });
    onEntry?.();
    await pause();
  }
  await zip.close();
}

async function* documentOf(
  records: AsyncIterable<ExportRecord>,
  { made, pause }: { made: Date; pause: () => Promise<void> },
): AsyncIterable<string> {
  yield writeJson.header(made.toISOString());
  let isFirst = true;
  for await (const record of records) {
    yield writeJson.record(record, { isFirst });
    isFirst = false;
    await pause();
  }
  yield writeJson.footer;
}

/** A name without what climbs or ends a path. */
function plainName(name: string): string {
  return name.replace(/[\p{Cc}\\/:*?"<>|]+/gu, "_").replace(/^\.+/, "_") || "file";
}

/** Some file systems do not tell upper and lower case apart. */
function freeName(entry: EntryRecord, taken: Map<string, number>): string {
  const name = fileNameOf(entry);
  const folded = name.normalize("NFC").toLowerCase();
  const earlier = taken.get(folded) ?? 0;
  taken.set(folded, earlier + 1);
  // The id makes it the only one, whatever others are called.
  return earlier === 0 ? name : `${name} ${entry.id}`;
}
