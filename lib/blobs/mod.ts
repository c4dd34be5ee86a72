/** Bytes of any length, in files, in memory or in an S3-compatible store. */
export type { BlobPlace } from "./blob_place.ts";
export type { BlobStore, ByteRange, WrittenBlob } from "./blob_store.ts";
export { encryptedBlobs } from "./encrypted_store.ts";
export { DamagedBlobError } from "./errors.ts";
export { fileBlobs } from "./file_store.ts";
export { memoryBlobs } from "./memory_store.ts";
export { newBlobKey, ownerOf, ownerOfDigest, readBlobKey } from "./owner.ts";
