import type { Store } from "../../kv/store.ts";
import { recordKey } from "./keys.ts";
import type { StoredRecord } from "./records.ts";

/** Returns a live record of a model. KV removes expired ones at its leisure, so the time is compared here. */
export async function readRecord(
  store: Store,
  key: Deno.KvKey,
  now: number,
): Promise<StoredRecord | undefined> {
  const record = (await store.read.get<StoredRecord>(key)).value;
  if (record === null) return undefined;
  return record.expiresAt === undefined || record.expiresAt > now ? record : undefined;
}

/**
 * Returns what is kept under an opaque token or an id of oidc-provider, as its own `find` does,
 * without loading oidc-provider: a client that has a token already should not wait for that.
 */
export async function findPayload(
  store: Store,
  { model, id, now }: { model: "AccessToken" | "Grant"; id: string; now: number },
): Promise<StoredRecord["payload"] | undefined> {
  const payload = (await readRecord(store, recordKey(model, id), now))?.payload;
  if (payload?.kind !== model || "jwt" in payload) return undefined;
  return payload;
}
