/** A part of a blob: from `start`, to `end` without it; to the end unless given. */
export interface ByteRange {
  start: number;
  end?: number;
}

/** What was written. */
export interface WrittenBlob {
  /** In bytes. */
  size: number;
  /** In lowercase hexadecimal. */
  sha256: string;
}

/**
 * Where bytes of any length are, under keys that we make: an owner and an id. It knows nothing of
 * people or entries. What `put` has returned lasts; what it has not is never read.
 */
export interface BlobStore {
  /** Keeps what `stream` brings under a key that is new. Rejects with what the stream fails with. */
  put(key: string, stream: ReadableStream<Uint8Array>): Promise<WrittenBlob>;
  /** Returns the bytes of a key, or a part of them; undefined if nothing is there. */
  get(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Removes a key. Idempotent. */
  delete(key: string): Promise<void>;
  /** The keys that begin with `prefix`, those of one owner after the other; unfinished ones too. */
  list(prefix: string): AsyncIterable<string>;
  /** Rejects while nothing can be read. */
  check(): Promise<void>;
}

/** An owner is a digest, an id a ULID: nothing in a key comes from a person. */
const KEY = /^[0-9a-f]{40}\/[0-9A-HJKMNP-TV-Z]{26}$/;

/** Whether a name that a store lists is one of ours, or of one that is not finished. */
export function isListed(name: string): boolean {
  return KEY.test(name.replace(/\.part$/, ""));
}

/** Throws RangeError for a key that we did not make. */
export function checkKey(key: string): string {
  if (!KEY.test(key)) throw new RangeError(`Expected <owner>/<id>, got ${JSON.stringify(key)}`);
  return key;
}
