/** Bytes that are not those that were kept under their key. */
export class DamagedBlobError extends Error {
  override name = "DamagedBlobError";

  constructor(readonly key: string, cause?: unknown) {
    super(
      `The bytes of ${key} are damaged: cut off, changed, of another key, or encrypted with another ` +
        "BLOB_KEY. Restore them from a backup",
      { cause },
    );
  }
}
