import type { BlobStore } from "./blob_store.ts";

/** Where the bytes of attachments are, and how many of them a person may have. */
export interface BlobPlace {
  blobs: BlobStore;
  maxBytes: number;
}
