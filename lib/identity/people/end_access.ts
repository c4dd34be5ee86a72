import { commit, type Store } from "../../kv/store.ts";
import { RECORD_PREFIXES } from "../storage/keys.ts";

/** Rows in one commit: well below what Deno KV takes at once. */
const BATCH = 200;

/**
 * Ends every session, grant and token of everybody, and returns how many records that were.
 * Accounts and registered clients stay. No server may be running: what it remembers would go on.
 */
export async function endAccess(store: Store): Promise<number> {
  let records = 0;
  for (const prefix of RECORD_PREFIXES) {
    const rows = await Array.fromAsync(store.read.list({ prefix }));
    const keys = rows.map(({ key }) => key).filter((key) => !isClient(key));
    records += keys.filter(isRecord).length;
    for (let start = 0; start < keys.length; start += BATCH) {
      const batch = keys.slice(start, start + BATCH);
      await commit(store, (op) => batch.reduce((all, key) => all.delete(key), op));
    }
  }
  return records;
}

function isRecord(key: Deno.KvKey): boolean {
  return key[1] === "record";
}

/** A client lets nobody in; without its registration it could not even ask. */
function isClient(key: Deno.KvKey): boolean {
  return isRecord(key) && key[2] === "Client";
}
