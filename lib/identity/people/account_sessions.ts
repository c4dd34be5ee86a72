import { commit, type Store } from "../../kv/store.ts";
import type { Account, Accounts, SignedIn } from "./accounts.ts";
import { randomSecret } from "../storage/hashing.ts";
import { accountMemberKey, accountPrefix, memberRecordKey, recordKey } from "../storage/keys.ts";
import { ACCOUNT_SESSION, ACCOUNT_SESSION_IDLE, CONFIRMED } from "../storage/lifetimes.ts";

/** A session at `/account` as it is stored, under the hash of its secret; milliseconds. */
interface StoredSession {
  readonly subject: string;
  readonly signedInAt: number;
  readonly seenAt: number;
  /** When the provider has confirmed, in this session, who its person is. */
  readonly confirmedAt?: number;
}

/** A session is marked as seen at most this often, in milliseconds: not every page costs a write. */
const SEEN_INTERVAL = 60 * 1000;

/** The sessions at `/account`, any number for each person. Only the browser knows their secrets. */
export class AccountSessions {
  readonly #store: Store;
  readonly #accounts: Accounts;
  readonly #now: () => number;

  constructor(store: Store, { accounts, now }: { accounts: Accounts; now: () => number }) {
    this.#store = store;
    this.#accounts = accounts;
    this.#now = now;
  }

  /** Begins a session and returns its secret, a new one each time. */
  async begin({ account: { subject }, at }: SignedIn): Promise<string> {
    const secret = randomSecret();
    await this.#write(sessionKey(secret), { subject, signedInAt: at, seenAt: this.#now() });
    return secret;
  }

  /** The account that is signed in, or `undefined` if the session has ended in any way. */
  async find(secret: string): Promise<Account | undefined> {
    const entry = await this.#store.read.get<StoredSession>(sessionKey(secret));
    if (entry.value === null || this.#remaining(entry.value) <= 0) return undefined;
    const account = await this.#accounts.find(entry.value.subject);
    if (!account || entry.value.signedInAt < (account.signedOutAt ?? 0)) return undefined;
    if (this.#now() - entry.value.seenAt >= SEEN_INTERVAL) {
      await this.#write(entry.key, { ...entry.value, seenAt: this.#now() }, entry);
    }
    return account;
  }

  /**
   * Lets a session count as confirmed for some minutes: the provider has just asked its person who
   * they are. Nothing happens to a session of another person, or one that has ended.
   */
  async confirm(secret: string, subject: string): Promise<void> {
    const entry = await this.#store.write.get<StoredSession>(sessionKey(secret));
    if (entry.value?.subject !== subject || this.#remaining(entry.value) <= 0) return;
    const now = this.#now();
    await this.#write(entry.key, { ...entry.value, seenAt: now, confirmedAt: now }, entry);
  }

  /** Whether a session has been confirmed within the last minutes. */
  async isConfirmed(secret: string): Promise<boolean> {
    const { value } = await this.#store.write.get<StoredSession>(sessionKey(secret));
    return (value?.confirmedAt ?? 0) > this.#now() - CONFIRMED * 1000;
  }

  /** Ends one session. */
  async end(secret: string): Promise<void> {
    const key = sessionKey(secret);
    const subject = (await this.#store.read.get<StoredSession>(key)).value?.subject;
    await commit(
      this.#store,
      (op) => subject === undefined ? op : op.delete(key).delete(accountMemberKey(subject, key)),
    );
  }

  /** Ends every session of a person. */
  async endAll(subject: string): Promise<void> {
    const prefix = accountPrefix(subject, "AccountSession");
    for await (const { key } of this.#store.read.list({ prefix })) {
      await commit(this.#store, (op) => op.delete(memberRecordKey(key)).delete(key));
    }
  }

  /** Milliseconds that a session has left. */
  #remaining({ signedInAt, seenAt }: StoredSession): number {
    const end = Math.min(signedInAt + ACCOUNT_SESSION * 1000, seenAt + ACCOUNT_SESSION_IDLE * 1000);
    return end - this.#now();
  }

  /** With `check` only if nothing has changed: a session that was ended meanwhile stays ended. */
  async #write(key: Deno.KvKey, session: StoredSession, check?: Deno.AtomicCheck): Promise<void> {
    const options = { expireIn: Math.max(1, this.#remaining(session)) };
    await commit(this.#store, (op) => {
      if (check) op.check(check);
      return op.set(key, session, options)
        .set(accountMemberKey(session.subject, key), true, options);
    });
  }
}

function sessionKey(secret: string): Deno.KvKey {
  return recordKey("AccountSession", secret);
}
