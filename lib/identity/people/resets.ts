import { commit, type Store } from "../../kv/store.ts";
import { HOUR_MS, MINUTE_MS } from "../../time.ts";
import { randomSecret } from "../storage/hashing.ts";
import {
  accountKey,
  accountMemberKey,
  accountPrefix,
  memberRecordKey,
  recordKey,
} from "../storage/keys.ts";
import type { Account, SignedIn } from "./accounts.ts";
import { hashPassword, type PasswordCost } from "./passwords.ts";

/** How long a link works, in milliseconds: one from a mail, and one that somebody passes on. */
export const RESET_MS = { mail: 30 * MINUTE_MS, operator: 24 * HOUR_MS } as const;

/** A link to a new password as it is stored, under the hash of its secret. */
interface StoredReset {
  readonly subject: string;
  /** When it was made, in milliseconds. */
  readonly madeAt: number;
  /** The address of the account then: it may have gone to that one. */
  readonly email?: string;
  /** Milliseconds. */
  readonly expiresAt: number;
}

/** Links by which whoever has forgotten a password sets another one, each once. */
export interface Resets {
  /**
   * Makes a link for an account and returns its secret; links that were made before work no longer.
   * It ends, too, with a new password, a new address, or a sign-out everywhere.
   */
  make(subject: string, by: keyof typeof RESET_MS): Promise<string>;
  /** The account that a link is for; `undefined` where it was used, replaced, or is too old. */
  find(secret: string): Promise<Account | undefined>;
  /** Sets a password, ends every session, and uses the link up, in one commit. */
  use(secret: string, next: string): Promise<SignedIn | undefined>;
}

/** Opens the links in `store`; `now` is in milliseconds. */
export function openResets(
  { store, now, passwordCost }: { store: Store; now: () => number; passwordCost?: PasswordCost },
): Resets {
  async function read(secret: string) {
    const reset = await store.write.get<StoredReset>(recordKey("Reset", secret));
    if (reset.value === null || reset.value.expiresAt <= now()) return undefined;
    const account = await store.write.get<Account>(accountKey(reset.value.subject));
    if (account.value === null || account.value.disabledAt !== undefined) return undefined;
    const { signedOutAt = 0, email } = account.value;
    // Who has changed a password or an address, or signed out everywhere, means links, too.
    if (reset.value.madeAt < signedOutAt || reset.value.email !== email) return undefined;
    return { reset, account, value: account.value };
  }

  /**
   * Ends the links that were made before the one of commit `made`. Looked for after it: of several
   * that are made at once, the last one finds all others.
   */
  async function endBefore(
    subject: string,
    by: keyof typeof RESET_MS,
    made: Deno.KvCommitResult | Deno.KvCommitError,
  ) {
    if (!made.ok) return;
    const links = store.write.list<string>({ prefix: accountPrefix(subject, "Reset") });
    for await (const { key, value, versionstamp } of links) {
      if (versionstamp >= made.versionstamp) continue;
      // Whoever asks for mails in somebody's name must not take the operator's link from them.
      if (by !== "operator" && value !== by) continue;
      await commit(store, (operation) => operation.delete(key).delete(memberRecordKey(key)));
    }
  }

  return {
    async make(subject, by) {
      const secret = randomSecret();
      const key = recordKey("Reset", secret);
      const expireIn = RESET_MS[by];
      const { value: account } = await store.write.get<Account>(accountKey(subject));
      const madeAt = now();
      const stored: StoredReset = {
        ...{ subject, madeAt, expiresAt: madeAt + expireIn },
        ...account?.email !== undefined && { email: account.email },
      };
      const made = await commit(
        store,
        (operation) =>
          operation.set(key, stored, { expireIn })
            .set(accountMemberKey(subject, key), by, { expireIn }),
      );
      await endBefore(subject, by, made);
      return secret;
    },
    find: async (secret) => (await read(secret))?.value,
    async use(secret, next) {
      const found = await read(secret);
      if (!found) return undefined;
      const { reset, account: entry, value } = found;
      const password = await hashPassword(next, passwordCost);
      const at = now();
      const account: Account = { ...value, password, signedOutAt: at };
      const { ok } = await commit(
        store,
        (operation) =>
          operation.check(reset).check(entry).delete(reset.key)
            .delete(accountMemberKey(account.subject, reset.key))
            .set(entry.key, account),
      );
      return ok ? { account, at } : undefined;
    },
  };
}
