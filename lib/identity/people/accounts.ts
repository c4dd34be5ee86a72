import { commit, type Store } from "../../kv/store.ts";
import { accountByEmailKey, accountKey } from "../storage/keys.ts";
import { markRevoked } from "../storage/revoked.ts";
import { decoy, hashPassword, type PasswordCost, verifyPassword } from "./passwords.ts";

/** Longest e-mail address in characters (RFC 5321, section 4.5.3.1.3). */
export const MAX_EMAIL = 254;

/** A person who can sign in. */
export interface Account {
  readonly subject: string;
  readonly email: string;
  readonly name?: string;
  /** Hash of the password with its parameters: see passwords.ts. */
  readonly password: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** When all was signed out last, in milliseconds: no session that began before it counts. */
  readonly signedOutAt?: number;
}

/** Somebody who has just proven to be a person, and when, in milliseconds. */
export interface SignedIn {
  readonly account: Account;
  readonly at: number;
}

/** What a person gives to open an account, already checked by sign_up.ts. */
export interface NewAccount {
  email: string;
  name?: string;
  password: string;
}

export interface AccountsOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Of new passwords; that of passwords.ts unless given. */
  readonly passwordCost?: PasswordCost;
}

/** The accounts in `store`. */
export class Accounts {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #cost?: PasswordCost;

  constructor(store: Store, { now, passwordCost }: AccountsOptions) {
    this.#store = store;
    this.#now = now;
    this.#cost = passwordCost;
  }

  /** The account of a subject. */
  async find(subject: string): Promise<Account | undefined> {
    return (await this.#store.read.get<Account>(accountKey(subject))).value ?? undefined;
  }

  /** Opens an account; `undefined` if the e-mail address already has one. */
  async open({ email, name, password }: NewAccount): Promise<SignedIn | undefined> {
    const at = this.#now();
    const account: Account = {
      subject: crypto.randomUUID(),
      email: normalizeEmail(email),
      ...(name ? { name } : {}),
      password: await hashPassword(password, this.#cost),
      createdAt: new Date(at).toISOString(),
    };
    const byEmail = accountByEmailKey(account.email);
    const result = await commit(this.#store, (op) =>
      op.check({ key: byEmail, versionstamp: null })
        .set(byEmail, account.subject)
        .set(accountKey(account.subject), account));
    return result.ok ? { account, at } : undefined;
  }

  /** The account with this e-mail address and password; an unknown address costs the same work. */
  async authenticate(email: string, password: string): Promise<SignedIn | undefined> {
    // The time before the work: a password that is changed meanwhile must not open a session.
    const at = this.#now();
    const account = await this.findByEmail(email);
    const right = await verifyPassword(password, account?.password ?? decoy(this.#cost));
    return right && account ? { account, at } : undefined;
  }

  /** The account with an e-mail address. */
  findByEmail(email: string): Promise<Account | undefined> {
    return this.#byEmail(normalizeEmail(email));
  }

  /** The same for a normalized address. One that is too long would be no key either. */
  async #byEmail(email: string): Promise<Account | undefined> {
    if (email.length > MAX_EMAIL) return undefined;
    const subject = (await this.#store.read.get<string>(accountByEmailKey(email))).value;
    return subject === null ? undefined : await this.find(subject);
  }

  /**
   * Removes an account with its e-mail address, in one commit: from then on it can do nothing, and
   * the address is free. Tells whether there was one.
   */
  async close(subject: string): Promise<boolean> {
    for (;;) {
      const entry = await this.#store.write.get<Account>(accountKey(subject));
      if (entry.value === null) return false;
      const byEmail = accountByEmailKey(entry.value.email);
      const result = await commit(
        this.#store,
        (op) => markRevoked(op.check(entry).delete(entry.key).delete(byEmail)),
      );
      if (result.ok) return true;
    }
  }

  /** Sets a password and signs out everywhere, in one commit; `undefined` if `current` is wrong. */
  async changePassword(
    subject: string,
    { current, next }: { current: string; next: string },
  ): Promise<SignedIn | undefined> {
    const entry = await this.#store.write.get<Account>(accountKey(subject));
    if (entry.value === null || !await verifyPassword(current, entry.value.password)) {
      return undefined;
    }
    const password = await hashPassword(next, this.#cost);
    const at = this.#now();
    const account: Account = { ...entry.value, password, signedOutAt: at };
    // Of two changes at once the second finds that its current password is not current any more.
    const result = await commit(this.#store, (op) => op.check(entry).set(entry.key, account));
    return result.ok ? { account, at } : undefined;
  }

  /** Lets every session that has begun until now count no longer. */
  async signOutEverywhere(subject: string): Promise<void> {
    for (;;) {
      const entry = await this.#store.write.get<Account>(accountKey(subject));
      if (entry.value === null) return;
      const account: Account = { ...entry.value, signedOutAt: this.#now() };
      const result = await commit(this.#store, (op) => op.check(entry).set(entry.key, account));
      if (result.ok) return;
    }
  }
}

/** The one spelling under which an e-mail address is kept and looked up. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}
