import { commit, type Store } from "../../kv/store.ts";
import { ClientDocuments } from "./documents.ts";
import { recordKey } from "../storage/keys.ts";
import { USED_CLIENT } from "../storage/lifetimes.ts";
import type { StoredRecord } from "../storage/records.ts";

/** A client's life is renewed at most this often, in milliseconds: not every token costs a write. */
const RENEWAL_INTERVAL = 24 * 60 * 60 * 1000;

/**
 * Lets a client that gets a token live on: its record, if it is registered, or else the copy of its
 * metadata document. Losing the race to another token of the client changes nothing.
 */
export async function keepClient(store: Store, clientId: string, now: number): Promise<void> {
  if (URL.canParse(clientId)) return await new ClientDocuments(store, () => now).markUsed(clientId);
  const key = recordKey("Client", clientId);
  const entry = await store.read.get<StoredRecord>(key);
  if (entry.value === null) return;
  const expiresAt = now + USED_CLIENT * 1000;
  if (expiresAt - (entry.value.expiresAt ?? 0) < RENEWAL_INTERVAL) return;
  const record = { payload: entry.value.payload, expiresAt };
  await commit(store, (op) => op.check(entry).set(key, record, { expireIn: USED_CLIENT * 1000 }));
}
