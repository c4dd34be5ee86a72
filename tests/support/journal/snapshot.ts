import type { Store } from "../../../lib/kv/store.ts";

/** Everything that is kept of everybody's journal, by key: equal snapshots mean nothing was written. */
export async function journalSnapshot(store: Store): Promise<Record<string, string>> {
  const snapshot: Record<string, string> = {};
  const rows = store.read.list({ prefix: ["journal"] }, { batchSize: 1_000 });
  for await (const { key, versionstamp } of rows) {
    snapshot[JSON.stringify(key)] = versionstamp;
  }
  return snapshot;
}
