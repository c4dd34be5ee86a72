import { S3mini } from "s3mini";
import { type BlobStore, checkKey } from "./blob_store.ts";
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
    minPartSize: PART_BYTES,
  });
  const nameOf = (key: string) => folder + checkKey(key);

  return {
    async put(key, stream) {
      const measured = new Measured();
      await s3.putAnyObject(nameOf(key), stream.pipeThrough(measured), "application/octet-stream");
      return measured.result();
    },
    async get(key, range) {
      const response = range === undefined
        ? await s3.getObjectResponse(nameOf(key))
        : await s3.getObjectRaw(nameOf(key), false, range.start, range.end);
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
        for (const { Key } of page?.objects ?? []) yield Key.slice(folder.length);
        after = page?.nextContinuationToken;
      } while (after !== undefined);
    },
    async check() {
      if (!await s3.bucketExists()) throw new Error("The bucket of BLOB_URL is not there");
    },
  };
}
