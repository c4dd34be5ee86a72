import { commit, type Store } from "../../kv/store.ts";
import type { Account } from "./accounts.ts";
import { accountKey, accountPrefix, memberRecordKey, sessionByUidKey } from "../storage/keys.ts";
import type { AdapterPayload } from "../storage/oidc_provider.ts";
import type { StoredRecord } from "../storage/records.ts";

/** Removes the sessions in which a person is signed in at the authorization server. */
export async function endBrowserSessions(store: Store, subject: string): Promise<void> {
  for await (const { key } of store.read.list({ prefix: accountPrefix(subject, "Session") })) {
    const record = memberRecordKey(key);
    const payload = (await store.read.get<StoredRecord>(record)).value?.payload;
    await commit(store, (op) => {
      op.delete(key);
      // Somebody else may have signed in to the same session meanwhile.
      if (payload?.accountId !== subject) return op;
      if (payload.uid) op.delete(sessionByUidKey(payload.uid));
      return op.delete(record);
    });
  }
}

/**
 * Whether a session began before its person signed out everywhere. Removing the sessions is not
 * enough: a request that was under way writes its session back.
 */
export async function isSignedOut(
  store: Store,
  { accountId, loginTs }: AdapterPayload,
): Promise<boolean> {
  if (!accountId) return false;
  const account = (await store.read.get<Account>(accountKey(accountId))).value;
  return Math.round((loginTs ?? 0) * 1000) < (account?.signedOutAt ?? 0);
}
