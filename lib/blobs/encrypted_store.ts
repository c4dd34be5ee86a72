import type { BlobStore, ByteRange } from "./blob_store.ts";
import { CHUNK_BYTES, chunkCipher, masterKey, SALT_BYTES, TAG_BYTES } from "./chunk_cipher.ts";
import { DamagedBlobError } from "./errors.ts";
import { Measured } from "./measured.ts";
import { inChunks } from "./in_chunks.ts";
import { readBlobKey } from "./owner.ts";

/** What an encrypted blob begins with; no file of any kind does. Then comes its salt. */
const MARK = Uint8Array.fromHex("ee9c0de5f00d4b1ab10b5ea1ed000001");

const HEAD_BYTES = MARK.length + SALT_BYTES;
const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES;

export interface EncryptionOptions {
  /** 32 bytes. */
  key: Uint8Array;
  /** Blobs that were made later are never read unencrypted. In milliseconds. */
  plainUntil: number;
}

/**
 * Encrypts what `inner` keeps from now on. What was made before `plainUntil` and is not encrypted stays
 * readable. Reading rejects with DamagedBlobError, or its stream does, for bytes that are not those
 * that were kept under this key; nothing of a chunk is handed out before all of it is known to be right.
 */
export async function encryptedBlobs(
  inner: BlobStore,
  { key: bytes, plainUntil }: EncryptionOptions,
): Promise<BlobStore> {
  const master = await masterKey(bytes);

  async function* seal(key: string, stream: ReadableStream<Uint8Array>) {
    const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
    const cipher = await chunkCipher(master, { salt, name: key });
    yield MARK;
    yield salt;
    for await (const { chunk, ...place } of inChunks(stream, { bytes: CHUNK_BYTES })) {
      yield await cipher.seal(chunk, place);
    }
  }

  async function* open(
    key: string,
    { salt, start, end }: { salt: Uint8Array } & Required<ByteRange>,
  ) {
    const cipher = await chunkCipher(master, { salt, name: key });
    // The chunk of the byte before: so the end of the last chunk is in one that is there.
    const first = Math.floor(Math.max(0, start - 1) / CHUNK_BYTES);
    // With one byte more, which tells whether the chunk before it is the last one.
    const after = Math.max(first + 1, Math.ceil(end / CHUNK_BYTES));
    const range = {
      start: HEAD_BYTES + first * SEALED_BYTES,
      ...after < Infinity && { end: HEAD_BYTES + after * SEALED_BYTES + 1 },
    };
    const stream = await inner.get(key, range);
    if (stream === undefined) return;
    for await (const { chunk, ...place } of inChunks(stream, { bytes: SEALED_BYTES, first })) {
      if (place.index >= after) return;
      let plain: Uint8Array;
      try {
        plain = await cipher.open(chunk, place);
      } catch (error) {
        throw new DamagedBlobError(key, error);
      }
      const at = place.index * CHUNK_BYTES;
      const part = plain.subarray(Math.max(0, start - at), Math.max(0, end - at));
      if (part.length > 0) yield part;
    }
  }

  return {
    ...inner,
    async put(key, stream) {
      const measured = new Measured();
      await inner.put(key, ReadableStream.from(seal(key, stream.pipeThrough(measured))));
      return measured.result();
    },
    async get(key, range) {
      const headStream = await inner.get(key, { start: 0, end: HEAD_BYTES });
      if (headStream === undefined) return undefined;
      const head = await new Response(headStream).bytes();
      if (!MARK.every((byte, n) => head[n] === byte)) {
        // Nobody may put other bytes in the place of encrypted ones.
        if (readBlobKey(key).madeAt > plainUntil) throw new DamagedBlobError(key);
        return await inner.get(key, range);
      }
      const salt = head.subarray(MARK.length);
      const { start, end = Infinity } = range ?? { start: 0 };
      const parts = open(key, { salt, start, end });
      // What is wrong from the start is known before anybody is told that it is there.
      const begin = await parts.next();
      return ReadableStream.from(chain(begin, parts));
    },
  };
}

async function* chain(
  begin: IteratorResult<Uint8Array, void>,
  rest: AsyncGenerator<Uint8Array, void>,
): AsyncIterable<Uint8Array> {
  try {
    if (!begin.done) yield begin.value;
    yield* rest;
  } finally {
    await rest.return();
  }
}
