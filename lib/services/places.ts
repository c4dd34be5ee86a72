import { type BlobStore, encryptedBlobs, fileBlobs, memoryBlobs } from "../blobs/mod.ts";
import type { Config } from "../config.ts";
import type { Store } from "../kv/store.ts";
import type { Log } from "../log.ts";
import { plainBlobsUntil } from "./blob_key.ts";

/**
 * Returns where the journals are: a path, a URL, or `undefined` for the platform's own KV. Makes the
 * directory if one is needed; all files in it are for this user only.
 */
export function journalsPlace({ kvUrl, dataDir, onDenoDeploy }: Config): string | undefined {
  if (kvUrl) return kvUrl;
  if (onDenoDeploy) return undefined;
  if (Deno.build.os !== "windows") Deno.umask(0o077);
  Deno.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return `${dataDir}/journal.kv`;
}

/** Returns the directory of the search index; `undefined`, so in memory, if there can be none. */
export function searchDirectory(
  { kvUrl, dataDir, databaseUrl, onDenoDeploy }: Config,
  log: Log,
): string | undefined {
  if (databaseUrl || kvUrl === ":memory:" || onDenoDeploy) return undefined;
  const directory = `${dataDir}/search`;
  try {
    Deno.mkdirSync(directory, { recursive: true, mode: 0o700 });
    return directory;
  } catch (error) {
    log.error("search_index_in_memory", error);
    return undefined;
  }
}

type BlobConfig = Pick<
  Config,
  "kvUrl" | "dataDir" | "blobUrl" | "blobKey" | "onDenoDeploy" | "attachmentsMaxBytes"
>;

/**
 * Returns where attachments are; `undefined`, so nowhere, on a platform whose disk does not last or
 * where nobody may have any. Throws ConfigError if they are encrypted with another key.
 */
export async function openBlobs(
  config: BlobConfig,
  store: Store,
): Promise<BlobStore | undefined> {
  const { blobKey: key } = config;
  const blobs = await placeOfBlobs(config);
  const plainUntil = blobs && await plainBlobsUntil(store, { key, now: Date.now });
  if (key === undefined || blobs === undefined || plainUntil === undefined) return blobs;
  return await encryptedBlobs(blobs, { key, plainUntil });
}

async function placeOfBlobs(
  { kvUrl, dataDir, blobUrl, onDenoDeploy, attachmentsMaxBytes }: BlobConfig,
): Promise<BlobStore | undefined> {
  if (attachmentsMaxBytes === 0) return undefined;
  // Loaded only where it is used.
  if (blobUrl) return (await import("../blobs/s3_store.ts")).s3Blobs(blobUrl);
  if (kvUrl === ":memory:") return memoryBlobs();
  if (onDenoDeploy) return undefined;
  const directory = `${dataDir}/blobs`;
  Deno.mkdirSync(directory, { recursive: true, mode: 0o700 });
  return fileBlobs(directory);
}

/**
 * Returns the directory of files that are to be imported; `undefined`, so one that ends with the
 * process, where nothing is kept on disk.
 */
export function uploadDirectory({ dataDir, onDenoDeploy }: Config): string | undefined {
  return onDenoDeploy ? undefined : `${dataDir}/uploads`;
}
