import { S3mini } from "s3mini";
import { type BlobStore, type ByteRange, checkKey, isListed } from "./blob_store.ts";
import { Measured } from "./measured.ts";

/** Some stores take no part that is smaller; so much of a file is in memory at once. */
const PART_BYTES = 8 * 2 ** 20;

const KEYS_PER_LIST = 1_000;

/**
 * Blobs in an S3-compatible store, at `https://access-key:secret@host/bucket/folder?region=…`. An
 * object appears once all of it is there: a long one is sent in parts that become it at the end.
 */
export function s3Blobs(location: string): BlobStore {
  const url = new URL(location);
  const [bucket, ...folders] = url.pathname.split("/").filter(Boolean);
  const folder = folders.map((name) => `${name}/`).join("");
  const s3 = new S3mini({
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    endpoint: `${url.origin}/${bucket}`,
    region: url.searchParams.get("region") ?? "auto",
  });
  const nameOf = (key: string) => folder + checkKey(key);

  return {
    async put(key, stream) {
      const measured = new Measured();
      const parts = inParts(stream.pipeThrough(measured));
      const { value: first = new Uint8Array(), done } = await parts.next();
      if (done || first.length < PART_BYTES) await s3.putObject(nameOf(key), first);
      else await putParts(s3, nameOf(key), { first, parts });
      return measured.result();
    },
    async get(key, range) {
      const response = range === undefined
        ? await s3.getObjectResponse(nameOf(key))
        : await readRange(s3, nameOf(key), range);
      if (response === null || response.status === 404) {
        await response?.body?.cancel();
        return undefined;
      }
      return response.body ?? new Blob([]).stream();
    },
    delete: async (key) => void await s3.deleteObject(nameOf(key)),
    async *list(prefix) {
      let after: string | undefined;
      do {
        const page = await s3.listObjectsPaged("/", folder + prefix, KEYS_PER_LIST, after);
        for (const { Key } of page?.objects ?? []) {
          const key = Key.slice(folder.length);
          if (isListed(key)) yield key;
        }
        after = page?.nextContinuationToken;
      } while (after !== undefined);
    },
    async check() {
      if (!await s3.bucketExists()) throw new Error("The bucket of BLOB_URL is not there");
    },
  };
}

/** Returns a part of a blob; null if there is none of this name. One that begins at its end is empty. */
async function readRange(
  s3: S3mini,
  name: string,
  { start, end }: ByteRange,
): Promise<Response | null> {
  try {
    return await s3.getObjectRaw(name, false, start, end);
  } catch (error) {
    const { status } = error as { status?: number };
    if (status === 404) return null;
    // No byte of the range is there (RFC 9110, section 15.5.17).
    if (status === 416) return new Response();
    throw error;
  }
}

/** Sends a long blob part by part. What fails in the middle leaves nothing that has to be paid for. */
async function putParts(
  s3: S3mini,
  name: string,
  { first, parts }: { first: Uint8Array; parts: AsyncIterable<Uint8Array> },
): Promise<void> {
  const upload = await s3.getMultipartUploadId(name);
  try {
    const sent = [await s3.uploadPart(name, upload, first, 1)];
    for await (const part of parts) {
      sent.push(await s3.uploadPart(name, upload, part, sent.length + 1));
    }
    await s3.completeMultipartUpload(name, upload, sent);
  } catch (error) {
    await s3.abortMultipartUpload(name, upload).catch(() => {});
    throw error;
  }
}

/** The bytes of a stream in parts of one size, but for the last one; none of an empty stream. */
async function* inParts(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let part = new Uint8Array(PART_BYTES);
  let length = 0;
  for await (let chunk of stream) {
    while (chunk.length > 0) {
      const fits = chunk.subarray(0, PART_BYTES - length);
      part.set(fits, length);
      length += fits.length;
      chunk = chunk.subarray(fits.length);
      if (length < PART_BYTES) continue;
      yield part;
      [part, length] = [new Uint8Array(PART_BYTES), 0];
    }
  }
  if (length > 0) yield part.subarray(0, length);
}
