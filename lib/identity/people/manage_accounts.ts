import { commit, type Store } from "../../kv/store.ts";
import { accountKey, ACCOUNTS } from "../storage/keys.ts";
import { markRevoked } from "../storage/revoked.ts";
import type { Account } from "./accounts.ts";

/** All accounts, the oldest first, disabled ones too. */
export async function listAccounts(store: Store): Promise<Account[]> {
  const rows = await Array.fromAsync(store.read.list<Account>({ prefix: ACCOUNTS }));
  return rows.map(({ value }) => value)
    .sort((left, right) => left.createdAt < right.createdAt ? -1 : 1);
}

/**
 * Lets nobody act for an account from now on, in whatever process: its sessions have ended with this
 * commit, and its tokens are worth nothing. Returns whether there is such an account.
 */
export function disableAccount(
  store: Store,
  { subject, now }: { subject: string; now: number },
): Promise<boolean> {
  return change(store, subject, (account) => ({
    ...account,
    signedOutAt: now,
    disabledAt: account.disabledAt ?? new Date(now).toISOString(),
  }));
}

/** Lets its person in again, with the password that they had; what they had open stays ended. */
export function enableAccount(store: Store, subject: string): Promise<boolean> {
  return change(store, subject, ({ disabledAt: _, ...account }) => account);
}

async function change(
  store: Store,
  subject: string,
  edit: (account: Account) => Account,
): Promise<boolean> {
  for (;;) {
    const entry = await store.write.get<Account>(accountKey(subject));
    if (entry.value === null) return false;
    const changed = edit(entry.value);
    const { ok } = await commit(
      store,
      (op) => markRevoked(op).check(entry).set(entry.key, changed),
    );
    if (ok) return true;
  }
}
