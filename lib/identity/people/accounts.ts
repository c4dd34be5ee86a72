import { commit, type Store } from "../../kv/store.ts";
import { accountByEmailKey, accountByLinkKey, accountKey, NOBODY } from "../storage/keys.ts";
import { markRevoked } from "../storage/revoked.ts";
import { decoy, hashPassword, type PasswordCost, verifyPassword } from "./passwords.ts";

/** Longest e-mail address in characters (RFC 5321, section 4.5.3.1.3). */
export const MAX_EMAIL = 254;

/** A person who can sign in. */
export interface Account {
  readonly subject: string;
  /** No other account has it. Absent where the provider says none that is the person's own. */
  readonly email?: string;
  readonly name?: string;
  /** Hash of the password with its parameters: see passwords.ts. Absent without one. */
  readonly password?: string;
  /** Who this is at the provider of `LOGIN_ISSUER`. */
  readonly link?: AccountLink;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** When all was signed out last, in milliseconds: no session that began before it counts. */
  readonly signedOutAt?: number;
  /** Since when whoever runs the server lets nobody in with it, ISO 8601, UTC. */
  readonly disabledAt?: string;
}

/** Somebody has proven whose account this is, and it is disabled. */
export class AccountDisabledError extends Error {
  override readonly name = "AccountDisabledError";

  constructor() {
    super("The account is disabled");
  }
}

/** Who somebody is at a provider: issuer and subject name them, and nothing else does. */
export interface AccountLink {
  readonly issuer: string;
  readonly subject: string;
  /** What the provider said last. */
  readonly email?: string;
  readonly isVerified: boolean;
  /** ISO 8601, UTC. */
  readonly linkedAt: string;
}

/** Somebody who has just proven to be a person, and when, in milliseconds. */
export interface SignedIn {
  readonly account: Account;
  readonly at: number;
  /** Whether it took a recovery code. */
  readonly withCode?: boolean;
}

/** What a person gives to open an account, already checked by sign_up.ts. */
export interface NewAccount {
  email: string;
  name?: string;
  password: string;
  /** Uses an invitation up with the commit that opens it. */
  use?: (operation: Deno.AtomicOperation) => Deno.AtomicOperation;
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

  /** The account of a subject; `undefined` too where it is disabled: nobody acts for it then. */
  async find(subject: string): Promise<Account | undefined> {
    const account = await this.#read(subject);
    return account?.disabledAt === undefined ? account : undefined;
  }

  async #read(subject: string): Promise<Account | undefined> {
    return (await this.#store.read.get<Account>(accountKey(subject))).value ?? undefined;
  }

  /** Opens an account; `undefined` if the e-mail address already has one, or the invitation is used. */
  async open(
    { email, name, password, use = (op) => op }: NewAccount,
  ): Promise<SignedIn | undefined> {
    const at = this.#now();
    const normalized = normalizeEmail(email);
    const account: Account = {
      subject: crypto.randomUUID(),
      email: normalized,
      ...(name ? { name } : {}),
      password: await hashPassword(password, this.#cost),
      createdAt: new Date(at).toISOString(),
    };
    const byEmail = accountByEmailKey(normalized);
    const result = await commit(
      this.#store,
      (op) =>
        use(op).check({ key: byEmail, versionstamp: null })
          .set(byEmail, account.subject)
          .set(accountKey(account.subject), account),
    );
    return result.ok ? { account, at } : undefined;
  }

  /**
   * The account with this e-mail address and password; an unknown address costs the same work. Throws
   * `AccountDisabledError` to whoever knows the password.
   */
  async authenticate(email: string, password: string): Promise<SignedIn | undefined> {
    // The time before the work: a password that is changed meanwhile must not open a session.
    const at = this.#now();
    const account = await this.findByEmail(email);
    const right = await verifyPassword(password, account?.password ?? decoy(this.#cost));
    if (right && account?.disabledAt !== undefined) throw new AccountDisabledError();
    return right && account ? { account, at } : undefined;
  }

  /** Whether this is the password of an account; one without a password costs the same work. */
  async verify(subject: string, password: string): Promise<SignedIn | undefined> {
    const at = this.#now();
    const account = await this.find(subject);
    const right = await verifyPassword(password, account?.password ?? decoy(this.#cost));
    return right && account ? { account, at } : undefined;
  }

  /** The account with an e-mail address, disabled or not. */
  findByEmail(email: string): Promise<Account | undefined> {
    return this.#byEmail(normalizeEmail(email));
  }

  /** The same for a normalized address. One that is too long would be no key either. */
  async #byEmail(email: string): Promise<Account | undefined> {
    if (email.length > MAX_EMAIL) return undefined;
    const subject = (await this.#store.read.get<string>(accountByEmailKey(email))).value;
    // Nobody is looked up, too: how long it takes does not tell whether there is such an account.
    return await this.#read(subject ?? NOBODY);
  }

  /**
   * Removes an account with its e-mail address and its link, in one commit: from then on it can do
   * nothing, and both are free. Tells whether there was one.
   */
  async close(subject: string): Promise<boolean> {
    for (;;) {
      const entry = await this.#store.write.get<Account>(accountKey(subject));
      if (entry.value === null) return false;
      const { email, link } = entry.value;
      const result = await commit(this.#store, (op) => {
        markRevoked(op).check(entry).delete(entry.key);
        if (email) op.delete(accountByEmailKey(email));
        if (link) op.delete(accountByLinkKey(link.issuer, link.subject));
        return op;
      });
      if (result.ok) return true;
    }
  }

  /**
   * Sets a password and signs out everywhere, in one commit; `undefined` if `current` is wrong. It is
   * absent where the person has proven otherwise who they are.
   */
  async changePassword(
    subject: string,
    { current, next }: { current?: string; next: string },
  ): Promise<SignedIn | undefined> {
    const entry = await this.#store.write.get<Account>(accountKey(subject));
    // One that was disabled since its person was let in begins no session that counts later.
    if (entry.value === null || entry.value.disabledAt !== undefined) return undefined;
    const known = entry.value.password ?? decoy(this.#cost);
    if (current !== undefined && !await verifyPassword(current, known)) return undefined;
    const password = await hashPassword(next, this.#cost);
    const at = this.#now();
    const account: Account = { ...entry.value, password, signedOutAt: at };
    // Of two changes at once the second finds that its current password is not current any more.
    const result = await commit(this.#store, (op) => op.check(entry).set(entry.key, account));
    return result.ok ? { account, at } : undefined;
  }

  /** Sets the name, or removes it. */
  async rename(subject: string, name: string | undefined): Promise<void> {
    await changeAccount(this.#store, subject, ({ name: _before, ...others }) => ({
      ...others,
      ...(name ? { name } : {}),
    }));
  }

  /**
   * Moves an account to another e-mail address, in one commit; false if somebody has it. Links to a
   * new password end with the old address, which they name: see resets.ts.
   */
  changeEmail(subject: string, email: string): Promise<boolean> {
    const normalized = normalizeEmail(email);
    return changeAccount(this.#store, subject, async (account, op) => {
      if (account.email === normalized) return account;
      const taken = await this.#store.write.get<string>(accountByEmailKey(normalized));
      if (taken.value !== null) return undefined;
      op.check(taken).set(taken.key, subject);
      if (account.email) op.delete(accountByEmailKey(account.email));
      return { ...account, email: normalized };
    });
  }

  /** Lets every session that has begun until now count no longer. */
  async signOutEverywhere(subject: string): Promise<void> {
    await changeAccount(this.#store, subject, (account) => ({
      ...account,
      signedOutAt: this.#now(),
    }));
  }
}

/**
 * Writes what `change` makes of an account, again until nothing has come between; what it adds to the
 * operation is in the same commit. False where there is no account, or `change` returns nothing.
 */
export async function changeAccount(
  store: Store,
  subject: string,
  change: (
    account: Account,
    op: Deno.AtomicOperation,
  ) => Account | undefined | Promise<Account | undefined>,
): Promise<boolean> {
  for (;;) {
    const entry = await store.write.get<Account>(accountKey(subject));
    if (entry.value === null) return false;
    const op = store.write.atomic().check(entry);
    const changed = await change(entry.value, op);
    if (!changed) return false;
    const { ok } = await commit(store, () => op.set(entry.key, changed));
    if (ok) return true;
  }
}

/** The one spelling under which an e-mail address is kept and looked up. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** What a person is shown of who is signed in: their address, or whatever there is instead. */
export function labelOf({ email, name, link }: Account): string {
  return email ?? link?.email ?? name ?? "a person without a name";
}

/**
 * Where a person gets mails. An address that the provider has not verified may be somebody else's, and
 * is told nothing.
 */
export function mailAddressOf({ email, link }: Account): string | undefined {
  return email ?? (link?.isVerified ? link.email : undefined);
}

/** An address with one @ and no spaces, within the length of RFC 5321. Only a mail could tell more. */
export function isEmail(normalized: string): boolean {
  return normalized.length <= MAX_EMAIL && /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(normalized);
}
