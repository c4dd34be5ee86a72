import type { BlobStore } from "../blobs/mod.ts";
import { safeFetch } from "../identity/clients/safe_fetch.ts";
import { LIMITS } from "../journal/mod.ts";
import type { Files } from "../mcp/mod.ts";
import { openPreviews, type Previews } from "../pictures/mod.ts";
import { MINUTE_MS } from "../time.ts";
import type { FileLink, FileLinks } from "./file_links.ts";

/** What is fetched from an address is in memory until all of it is here. */
const MAX_FETCHED_BYTES = 25 * 2 ** 20;

const FETCH_LIMIT_MS = 15_000;

/** What is special about files: their addresses, previews, and those of others. */
export interface AttachmentParts {
  /** Returns what one request can do with files. */
  filesOf(owner: Pick<FileLink, "access" | "subject">): Files;
  /** Makes small pictures of large ones. */
  readonly preview: Previews["of"];
  close(): void;
}

export interface AttachmentPartsOptions {
  links: FileLinks;
  now: () => number;
  /** How files at addresses of others are reached. */
  fetchFile?: typeof fetch;
}

/** Opens what clients need for files. */
export function openAttachmentParts(
  { links, now, fetchFile }: AttachmentPartsOptions,
): AttachmentParts {
  const previews = openPreviews();
  const get = fetchFile ?? safeFetch({
    maxBytes: MAX_FETCHED_BYTES,
    timeout: FETCH_LIMIT_MS,
    bounds: { atOnce: 4, waiting: 16 },
  });
  return {
    filesOf: (owner) => ({
      fetch: get,
      preview: (picture, options) =>
        previews.of(picture, { ...options, userId: owner.access.userId }),
      uploadUrl: ({ id, expiresAt }) => links.seal({ kind: "upload", id, ...owner }, expiresAt),
      async downloadLink(id) {
        const expiresAt = now() + LIMITS.uploadMinutes * MINUTE_MS;
        return { url: await links.seal({ kind: "download", id, ...owner }, expiresAt), expiresAt };
      },
    }),
    preview: previews.of,
    close: previews.close,
  };
}

/** Removes all bytes of a person and returns how many files there were. */
export async function eraseBlobs(
  blobs: BlobStore,
  prefix: string,
  { signal }: { signal: AbortSignal },
): Promise<number> {
  let removed = 0;
  for await (const key of blobs.list(prefix)) {
    signal.throwIfAborted();
    await blobs.delete(key);
    removed++;
  }
  return removed;
}
