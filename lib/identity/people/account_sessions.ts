import { commit, type Store } from "../../kv/store.ts";
import { isRecent } from "../../time.ts";
import type { Account, Accounts, SignedIn } from "./accounts.ts";
import { browserInWords } from "../sign_ins/user_agent.ts";
import { randomSecret } from "../storage/hashing.ts";
import { accountMemberKey, accountPrefix, memberRecordKey, recordKey } from "../storage/keys.ts";
import { ACCOUNT_SESSION, ACCOUNT_SESSION_IDLE, CONFIRMED } from "../storage/lifetimes.ts";

/** A session at `/account` as it is stored, under the hash of its secret; milliseconds. */
interface StoredSession {
  readonly subject: string;
  readonly signedInAt: number;
  readonly seenAt: number;
  /** The browser, in words of ours. */
  readonly browser?: string;
  /** When its person has proven once more, in this session, who they are. */
  readonly confirmedAt?: number;
}

/** A session as its person sees it. Times are in milliseconds. */
export interface SignedInBrowser {
  readonly id: string;
  readonly signedInAt: number;
  readonly seenAt: number;
  /** In words of ours. */
  readonly browser: string;
  /** Whether it is the one that asks. */
  readonly isThis: boolean;
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
  async begin(
    { account: { subject }, at }: SignedIn,
    userAgent?: string | null,
  ): Promise<string> {
    const secret = randomSecret();
    const browser = browserInWords(userAgent);
    await this.#write(sessionKey(secret), {
      ...{ subject, signedInAt: at, seenAt: this.#now(), browser },
    });
    return secret;
  }

  /** The sessions of a person, the one that was used last first; `secret` is of the one that asks. */
  async list(subject: string, secret: string): Promise<SignedInBrowser[]> {
    const own = sessionKey(secret).at(-1);
    const prefix = accountPrefix(subject, "AccountSession");
    const members = await Array.fromAsync(this.#store.read.list({ prefix }));
    const [account, ...sessions] = await Promise.all([
      this.#accounts.find(subject),
      ...members.map(({ key }) => this.#store.read.get<StoredSession>(memberRecordKey(key))),
    ]);
    const since = account?.signedOutAt ?? 0;
    return sessions.flatMap(({ key, value }): SignedInBrowser[] => {
      if (value === null || this.#remaining(value) <= 0 || value.signedInAt < since) return [];
      const { signedInAt, seenAt, browser = "A browser" } = value;
      const id = String(key.at(-1));
      return [{ id, signedInAt, seenAt, browser, isThis: id === own }];
    }).sort((left, right) => right.seenAt - left.seenAt);
  }

  /** Ends a session of a person by its id in the list; false if they have no such session. */
  async endListed(subject: string, id: string): Promise<boolean> {
    if (!/^[\w-]{43}$/.test(id)) return false;
    const member = [...accountPrefix(subject, "AccountSession"), id];
    const { value } = await this.#store.read.get(member);
    if (value === null) return false;
    await commit(this.#store, (op) => op.delete(memberRecordKey(member)).delete(member));
    return true;
  }

  /** Ends every session of a person but the one with this secret. */
  async endOthers(subject: string, secret: string): Promise<void> {
    const own = sessionKey(secret).at(-1);
    const prefix = accountPrefix(subject, "AccountSession");
    for await (const { key } of this.#store.read.list({ prefix })) {
      if (key.at(-1) === own) continue;
      await commit(this.#store, (op) => op.delete(memberRecordKey(key)).delete(key));
    }
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
   * Lets a session count as confirmed for some minutes: its person has just proven once more who
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
    return isRecent(value?.confirmedAt ?? 0, { span: CONFIRMED * 1000, now: this.#now() });
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
