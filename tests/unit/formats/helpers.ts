import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";
import {
  type Archive,
  blobSource,
  openArchive,
  readArchive,
  type ReadEntry,
  type ReadItem,
  type ReadOptions,
  type ReadRecord,
  type Skipped,
} from "../../../lib/formats/mod.ts";

/** What a zip has, by paths. What is neither a text nor bytes is written as JSON. */
export type Files = Record<string, unknown>;

/** A picture of one pixel would do; nobody here looks at the bytes. */
export const PHOTO = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

export async function zipOf(files: Files, name = "export.zip"): Promise<File> {
  const writer = new ZipWriter(new BlobWriter("application/zip"));
  for (const [path, value] of Object.entries(files)) {
    const reader = value instanceof Uint8Array
      ? new Uint8ArrayReader(value)
      : new TextReader(typeof value === "string" ? value : JSON.stringify(value));
    await writer.add(path, reader, { lastModDate: new Date("2026-11-20T12:00:00Z") });
  }
  return new File([await writer.close()], name);
}

export async function openZip(files: Files): Promise<Archive> {
  return await openArchive(blobSource(await zipOf(files)));
}

export async function openFile(name: string, value: unknown): Promise<Archive> {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return await openArchive(blobSource(new File([text], name)));
}

export interface Read {
  entries: ReadEntry[];
  records: ReadRecord[];
  skipped: Skipped[];
}

export async function readAll(
  archive: Archive,
  options: Partial<ReadOptions> = {},
): Promise<Read> {
  const items: ReadItem[] = [];
  for await (const item of readArchive(archive, { timeZone: "Europe/Berlin", ...options })) {
    items.push(item);
  }
  return {
    entries: items.filter((item) => item.kind === "entry"),
    records: items.filter((item) => item.kind === "record"),
    skipped: items.filter((item) => item.kind === "skipped"),
  };
}

/** An entry without what is the same for all of its format. */
export function plain({ kind: _kind, key: _key, attachments, ...entry }: ReadEntry) {
  return { ...entry, attachments: attachments.map(({ name }) => name) };
}

export async function bytesOf({ attachments }: ReadEntry, n = 0): Promise<Uint8Array> {
  return await new Response(await attachments[n].open()).bytes();
}
