import { commit, type Store } from "../kv.ts";
import { accountByEmailKey, accountKey } from "./keys.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";

/** A person who can sign in. */
export interface Account {
  readonly subject: string;
  readonly email: string;
  readonly name?: string;
  /** Hash of the password with its parameters: see passwords.ts. */
  readonly password: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** What a person gives to open an account, already judged by sign_up.ts. */
export interface NewAccount {
  email: string;
  name?: string;
  password: string;
}

/** The accounts in `store`; `now` is in milliseconds since the epoch. */
export class Accounts {
  readonly #store: Store;
  readonly #now: () => number;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** The account of a subject. */
  async find(subject: string): Promise<Account | undefined> {
    return (await this.#store.read.get<Account>(accountKey(subject))).value ?? undefined;
  }

  /** Opens an account; `undefined` if the e-mail address already has one. */
  async open({ email, name, password }: NewAccount): Promise<Account | undefined> {
    const account: Account = {
      subject: crypto.randomUUID(),
      email: normalizeEmail(email),
      ...(name ? { name } : {}),
      password: await hashPassword(password),
      createdAt: new Date(this.#now()).toISOString(),
    };
    const byEmail = accountByEmailKey(account.email);
    const result = await commit(this.#store, (op) =>
      op.check({ key: byEmail, versionstamp: null })
        .set(byEmail, account.subject)
        .set(accountKey(account.subject), account));
    return result.ok ? account : undefined;
  }

  /** The account with this e-mail address and password; an unknown address costs the same work. */
  async authenticate(email: string, password: string): Promise<Account | undefined> {
    const byEmail = accountByEmailKey(normalizeEmail(email));
    const subject = (await this.#store.read.get<string>(byEmail)).value;
    const account = subject === null ? undefined : await this.find(subject);
    return await verifyPassword(password, account?.password) ? account : undefined;
  }
}

/** The one spelling under which an e-mail address is kept and looked up. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}
