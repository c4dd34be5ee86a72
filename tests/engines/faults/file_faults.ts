import { createHash } from "node:crypto";
import type { BlobStore } from "../../../lib/blobs/mod.ts";
import { keysOf } from "../../../lib/journal/store/keys.ts";
import type { Store } from "../../../lib/kv/store.ts";

/** A row as far as it names files. */
interface Row {
  attachments?: { sha256: string; size: number }[];
}

/**
 * Compares the bytes in a store with what the entries and revisions of all users name, once nothing
 * waits any more: bytes that are missing or other ones, and bytes that nobody accounts for.
 */
export async function fileFaults(
  store: Store,
  { blobs, users }: { blobs: BlobStore; users: readonly string[] },
): Promise<{ uses: number; faults: string[] }> {
  const faults: string[] = [];
  const known = new Set<string>();
  let uses = 0;
  for (const userId of users) {
    const keys = keysOf(userId);
    const used = new Map<string, number>();
    for await (const { key, value } of store.read.list<Row>({ prefix: keys.root })) {
      const isRevision = key[2] === "history" && key[4] === "revision";
      if (key[2] !== "entry" && !isRevision) continue;
      for (const { sha256, size } of value.attachments ?? []) used.set(sha256, size);
      uses += value.attachments?.length ?? 0;
    }
    const rows = new Map<string, { key: string; size: number }>();
    const prefix = [...keys.root, "blob"];
    for await (const { key, value } of store.read.list<{ key: string; size: number }>({ prefix })) {
      rows.set(String(key.at(-1)), value);
      known.add(value.key);
    }
    for (const sha256 of rows.keys()) if (!used.has(sha256)) faults.push(`unused ${sha256}`);
    for (const [sha256, size] of used) {
      const row = rows.get(sha256);
      const stream = row && await blobs.get(row.key);
      const bytes = stream && await new Response(stream).bytes();
      const isThere = bytes?.length === size && row?.size === size && digestOf(bytes) === sha256;
      if (!isThere) faults.push(`missing bytes ${sha256}`);
    }
  }
  for await (const key of blobs.list("")) if (!known.has(key)) faults.push(`orphan bytes ${key}`);
  return { uses, faults };
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
