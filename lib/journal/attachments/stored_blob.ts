import type { Context } from "../store/context.ts";
import type { StoredBlob } from "../attachment_model.ts";

/** The value of a blob's row. Its digest is in the key. */
export interface BlobRow extends Omit<StoredBlob, "sha256"> {
  /** Where its bytes are. */
  key: string;
  createdAt: number;
  /** When it was last taken in, until an entry uses it: so that it may still be wanted. */
  waitsSince?: number;
}

/**
 * The value of the blob table's key. Whatever adds or removes a blob writes it, so that one check
 * protects all that a commit assumes about blobs: KV Connect allows no more than ten.
 */
export interface BlobTable {
  /** Of all blobs of the person. */
  bytes: number;
}

/** Reads the blob table, to be read before any blob is. */
export function readBlobTable({ store, keys }: Context): Promise<Deno.KvEntryMaybe<BlobTable>> {
  return store.read.get<BlobTable>(keys.blobTable());
}

const SHA256 = /^[0-9a-f]{64}$/;

/** Whether a text has the form of a digest. */
export function isDigest(text: string): boolean {
  return SHA256.test(text);
}
