import type { Store } from "../../../lib/kv/store.ts";

/** Everything that is kept of everybody's journal, by key: equal snapshots mean nothing was written. */
export async function journalSnapshot(store: Store): Promise<Record<string, string>> {
  const snapshot: Record<string, string> = {};
  for await (const { key, versionstamp } of store.read.list({ prefix: ["journal"] })) {
    snapshot[JSON.stringify(key)] = versionstamp;
  }
  return snapshot;
}
