/** So much plain text is in each chunk but the last one, which has at most as much. */
export const CHUNK_BYTES = 64 * 1024;

/** Of AES-GCM, behind each chunk. */
export const TAG_BYTES = 16;

/** Random, so that each blob has a key of its own and counters can be nonces. */
export const SALT_BYTES = 32;

/** Encrypts and decrypts the chunks of one blob. */
export interface ChunkCipher {
  seal(chunk: Uint8Array, place: ChunkPlace): Promise<Uint8Array<ArrayBuffer>>;
  /** Rejects for a chunk that was not sealed for this place of this blob. */
  open(sealed: Uint8Array, place: ChunkPlace): Promise<Uint8Array<ArrayBuffer>>;
}

export interface ChunkPlace {
  /** From 0. */
  index: number;
  isLast: boolean;
}

/**
 * Returns the cipher of one blob: AES-256-GCM (NIST SP 800-38D) with a key by HKDF (RFC 5869). The
 * nonce counts chunks and marks the last one, so that no chunk can be left out, moved or repeated
 * (STREAM, https://eprint.iacr.org/2015/189). `name` is bound to each: owner and id.
 */
export async function chunkCipher(
  master: CryptoKey,
  { salt, name }: { salt: Uint8Array; name: string },
): Promise<ChunkCipher> {
  const info = new TextEncoder().encode("epicme blob 1");
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: salt as BufferSource, info },
    master,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
  const additionalData = new TextEncoder().encode(name);
  const algorithm = (place: ChunkPlace) => ({
    name: "AES-GCM",
    iv: nonceOf(place),
    additionalData,
  });
  return {
    seal: async (chunk, place) =>
      new Uint8Array(await crypto.subtle.encrypt(algorithm(place), key, chunk as BufferSource)),
    open: async (sealed, place) =>
      new Uint8Array(await crypto.subtle.decrypt(algorithm(place), key, sealed as BufferSource)),
  };
}

/** Returns the key of which those of all blobs are made; `bytes` are 32. */
export async function masterKey(bytes: Uint8Array): Promise<CryptoKey> {
  return await crypto.subtle.importKey("raw", bytes as BufferSource, "HKDF", false, ["deriveKey"]);
}

const NONCE_BYTES = 12;

function nonceOf({ index, isLast }: ChunkPlace): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(NONCE_BYTES);
  const view = new DataView(nonce.buffer);
  view.setBigUint64(NONCE_BYTES - 9, BigInt(index));
  view.setUint8(NONCE_BYTES - 1, isLast ? 1 : 0);
  return nonce;
}
