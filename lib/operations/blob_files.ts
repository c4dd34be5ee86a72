import { join } from "node:path";
import type { Config } from "../config.ts";
import { exists } from "./exists.ts";

/** Where attachments are, unless `BLOB_URL` says otherwise. */
export function blobFiles({ dataDir }: Pick<Config, "dataDir">): string {
  return `${dataDir}/blobs`;
}

/** Where the attachments are that belong to a copy of the journals. */
export function blobsBeside(copy: string): string {
  return `${copy}.blobs`;
}

/**
 * Brings all files below `from` to where they are not yet below `to`, and returns how many there are.
 * No file ever changes, so on the same disk a second name is enough: a copy takes no room.
 */
export function copyBlobs(from: string, to: string): number {
  if (!exists(from)) return 0;
  let count = 0;
  for (const { name: owner, isDirectory } of Deno.readDirSync(from)) {
    if (!isDirectory) continue;
    Deno.mkdirSync(join(to, owner), { recursive: true, mode: 0o700 });
    for (const { name } of Deno.readDirSync(join(from, owner))) {
      // Half of a file that is on its way.
      if (name.endsWith(".part")) continue;
      if (bring(join(from, owner, name), join(to, owner, name))) count++;
    }
  }
  return count;
}

/** Returns false for a file that was removed meanwhile. */
function bring(from: string, to: string): boolean {
  if (exists(to)) return true;
  try {
    Deno.linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
  }
  // Another disk, or one without links. Under its name there is never half of it.
  const unfinished = `${to}.part`;
  try {
    Deno.copyFileSync(from, unfinished);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
  Deno.renameSync(unfinished, to);
  return true;
}
