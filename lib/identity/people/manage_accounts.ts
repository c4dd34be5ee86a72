import type { Store } from "../../kv/store.ts";
import { ACCOUNTS } from "../storage/keys.ts";
import { markRevoked } from "../storage/revoked.ts";
import { type Account, changeAccount } from "./accounts.ts";

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
  return changeAccount(store, subject, (account, op) => {
    markRevoked(op);
    const disabledAt = account.disabledAt ?? new Date(now).toISOString();
    return { ...account, signedOutAt: now, disabledAt };
  });
}

/** Lets its person in again, with the password that they had; what they had open stays ended. */
export function enableAccount(store: Store, subject: string): Promise<boolean> {
  return changeAccount(store, subject, ({ disabledAt: _, ...account }, op) => {
    markRevoked(op);
    return account;
  });
}
