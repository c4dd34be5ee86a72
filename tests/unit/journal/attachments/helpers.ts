import { type BlobStore, memoryBlobs } from "../../../../lib/blobs/mod.ts";
import { type Journal, openJournal, type StoredBlob } from "../../../../lib/journal/mod.ts";
import type { Store } from "../../../../lib/kv/store.ts";
import { clockAt } from "../helpers.ts";

export const MEBIBYTE = 2 ** 20;

/** A journal that takes files, in memory unless told otherwise. */
export function journalWithFiles(
  store: Store,
  {
    blobs = memoryBlobs(),
    maxBytes = 100 * MEBIBYTE,
    now = clockAt().now,
    userId = "ada",
    includePrivate = true,
    client = "",
  }: {
    blobs?: BlobStore;
    maxBytes?: number;
    now?: () => number;
    userId?: string;
    includePrivate?: boolean;
    client?: string;
  } = {},
): Journal {
  const access = { userId, includePrivate, client };
  return openJournal(store, access, { now, blobs: { blobs, maxBytes } });
}

/** A picture of one pixel. */
export const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
);

/** Bytes as they come in. */
export function bytes(of: string | Uint8Array): ReadableStream<Uint8Array> {
  return new Blob([of as BlobPart]).stream();
}

/** Brings a file in. */
export function bring(
  journal: Journal,
  of: string | Uint8Array = PNG,
  name = "sea.png",
): Promise<StoredBlob> {
  return journal.addBlob({ stream: bytes(of), name });
}

/** The text of an attachment. */
export async function textOf(journal: Journal, id: string): Promise<string> {
  return await new Response((await journal.readAttachment(id)).stream).text();
}

/** Where the bytes of all blobs are. */
export function keysOf(blobs: BlobStore): Promise<string[]> {
  return Array.fromAsync(blobs.list(""));
}
