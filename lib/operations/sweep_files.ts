import type { Config } from "../config.ts";
import { sweepOrphans } from "../journal/mod.ts";
import { openStore } from "../kv/store.ts";
import { fileBlobs } from "../blobs/mod.ts";
import { exists } from "./exists.ts";
import { blobFiles } from "./blob_files.ts";
import { requireJournalFile } from "./journal_file.ts";

/**
 * Removes files of attachments that belong to nothing for a day, and returns how many; the server does
 * the same four times a day. Those at `BLOB_URL` are left to it.
 */
export async function sweepFiles(
  config: Pick<Config, "dataDir" | "kvUrl" | "blobUrl">,
): Promise<number> {
  const journal = requireJournalFile(config);
  if (config.blobUrl || !exists(journal) || !exists(blobFiles(config))) return 0;
  const store = await openStore(journal);
  try {
    return await sweepOrphans({ store, blobs: fileBlobs(blobFiles(config)), now: Date.now });
  } finally {
    store.close();
  }
}
