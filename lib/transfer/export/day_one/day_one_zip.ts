import { configure, ZipWriter } from "@zip.js/zip.js";
import { createHash } from "node:crypto";
import { attachmentIdOf, type EntryRecord } from "../../../journal/mod.ts";
import { startPacer } from "../../../search/pacer.ts";
import type { ZipOptions } from "../export_zip.ts";
import { onlyOf } from "../select.ts";
import { dayOneEntry } from "./day_one_entry.ts";
import { pathOf } from "./media.ts";

configure({ useWebWorkers: false });

/** The document, which lists the files: after them, because it names them by their MD5. */
const JOURNAL_NAME = "Journal.json";

/**
 * Makes a zip that Day One imports, while the journal is read: the entries outside the trash, and
 * their files, each read twice, because its name is a digest of it. In memory are an entry and the
 * names of files.
 */
export function dayOneZip(
  options: ZipOptions & { timeZone: string },
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
  write(writable, options).catch((error) => writable.abort(error).catch(() => {}));
  return readable;
}

async function write(
  writable: WritableStream<Uint8Array<ArrayBuffer>>,
  { records, readFile, ids, onEntry, now, timeZone }: ZipOptions & { timeZone: string },
): Promise<void> {
  const zip = new ZipWriter(writable);
  const made = new Date(now());
  const { pause } = startPacer();
  /** Of each file that is in the archive, by its SHA-256. */
  const known = new Map<string, string>();
  const paths = new Set<string>();
  async function* entries(): AsyncIterable<EntryRecord> {
    for await (const record of onlyOf(records(), ids)) {
      if (record.type === "entry" && record.trashedAt === undefined) yield record;
    }
  }
  for await (const { id, attachments = [] } of entries()) {
    for (const file of attachments) {
      const read = () => readFile?.(attachmentIdOf(id, file.sha256));
      const md5 = known.get(file.sha256) ?? await md5Of(await read());
      if (md5 === undefined) continue;
      // The same bytes can be a photo of one entry and have another ending in the next one.
      const path = pathOf(file, md5);
      const stream = paths.has(path) ? undefined : await read();
      if (stream) await zip.add(path, stream, { level: 0, lastModDate: made });
      paths.add(path);
      known.set(file.sha256, md5);
    }
    // Its text comes at the end, and takes no time beside that.
    onEntry?.();
    await pause();
  }
  async function* document(): AsyncIterable<string> {
    yield '{"metadata":{"version":"1.0"},"entries":[';
    let mark = "\n";
    for await (const entry of entries()) {
      const md5Of = ({ sha256 }: { sha256: string }) => known.get(sha256);
      yield mark + JSON.stringify(dayOneEntry(entry, { md5Of, timeZone }));
      mark = ",\n";
      await pause();
    }
    yield "\n]}\n";
  }
  const text = ReadableStream.from(document()).pipeThrough(new TextEncoderStream());
  await zip.add(JOURNAL_NAME, text, { lastModDate: made });
  await zip.close();
}

async function md5Of(
  stream: ReadableStream<Uint8Array> | undefined,
): Promise<string | undefined> {
  if (!stream) return undefined;
  const hash = createHash("md5");
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest("hex");
}
