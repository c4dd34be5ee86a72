import { type BlobStore, ownerOf, ownerOfDigest, readBlobKey } from "../../blobs/mod.ts";
import type { Store } from "../../kv/store.ts";
import { keysOf } from "../store/keys.ts";
import { listParts } from "../store/list_users.ts";
import { WAITING_MS } from "./add_blob.ts";
import type { BlobRow } from "./stored_blob.ts";

export interface OrphanOptions {
  store: Store;
  blobs: BlobStore;
  now: () => number;
  signal?: AbortSignal;
}

/**
 * Removes bytes of which no row says whose they are, and returns how many: what a process has left
 * behind that ended between writing bytes and writing their row, or between removing the two. Younger
 * ones may still get their row.
 */
export async function sweepOrphans(
  { store, blobs, now, signal }: OrphanOptions,
): Promise<number> {
  const people = new Map<string, string | Uint8Array>();
  for await (const part of listParts(store)) {
    people.set(typeof part === "string" ? ownerOf(part) : ownerOfDigest(part), part);
  }
  let [removed, current, used] = [0, "", new Set<string>()];
  for await (const key of blobs.list("")) {
    if (signal?.aborted) break;
    const { owner, madeAt } = readBlobKey(key);
    if (madeAt + WAITING_MS > now()) continue;
    if (owner !== current) [current, used] = [owner, await keysIn(store, people.get(owner))];
    if (used.has(key)) continue;
    await blobs.delete(key);
    removed++;
  }
  return removed;
}

/** Where all blobs of a person are. */
async function keysIn(store: Store, part?: string | Uint8Array): Promise<Set<string>> {
  if (part === undefined) return new Set();
  const prefix = [...keysOf("any").root.slice(0, 1), part, "blob"];
  const rows = store.read.list<BlobRow>({ prefix });
  const used = new Set<string>();
  for await (const { value } of rows) used.add(value.key);
  return used;
}
