import { commit, type Store } from "../../kv/store.ts";
import {
  type Account,
  AccountDisabledError,
  type AccountLink,
  type Accounts,
  changeAccount,
  type NewAccount,
  type SignedIn,
} from "./accounts.ts";
import type { PasskeyRow } from "../passkeys/stored_passkeys.ts";
import { accountByEmailKey, accountByLinkKey, accountKey, passkeysKey } from "../storage/keys.ts";

/** Somebody as a provider vouches for them. */
export interface LinkedPerson {
  readonly issuer: string;
  /** Never changes there, and is nobody else's (OpenID Connect Core, section 2). */
  readonly subject: string;
  readonly name?: string;
  /** As the provider says it, normalized; whose it is, only `verifiedEmail` tells. */
  readonly email?: string;
  readonly verifiedEmail?: string;
}

/** What came of linking: somebody else's account has this person, or the account another one. */
export type LinkResult = "linked" | "person_taken" | "account_taken" | "gone";

/** The accounts of people whom a provider vouches for. */
export class Links {
  readonly #store: Store;
  readonly #accounts: Accounts;
  readonly #now: () => number;

  constructor(store: Store, { accounts, now }: { accounts: Accounts; now: () => number }) {
    this.#store = store;
    this.#accounts = accounts;
    this.#now = now;
  }

  /** The account of a person of the provider. Throws `AccountDisabledError` where it is disabled. */
  async find({ issuer, subject }: LinkedPerson): Promise<Account | undefined> {
    const { value } = await this.#store.read.get<string>(accountByLinkKey(issuer, subject));
    if (value === null) return undefined;
    const { value: account } = await this.#store.read.get<Account>(accountKey(value));
    if (account?.disabledAt !== undefined) throw new AccountDisabledError();
    return account ?? undefined;
  }

  /**
   * Opens an account for a person who has none. It gets their e-mail address if the provider has
   * verified it and no other account has it. Of two at once the second finds the first one's.
   */
  async open(person: LinkedPerson): Promise<SignedIn> {
    for (;;) {
      const opened = await this.#tryOpen(person, (op) => op);
      if (opened) return opened;
    }
  }

  /** The same with an invitation; `undefined` where somebody else has used it up meanwhile. */
  async openInvited(
    person: LinkedPerson,
    { use }: Required<Pick<NewAccount, "use">>,
  ): Promise<SignedIn | undefined> {
    const opened = await this.#tryOpen(person, use);
    if (opened) return opened;
    const known = await this.find(person);
    return known && { account: known, at: this.#now() };
  }

  /** `undefined` where something that counts has changed meanwhile. */
  async #tryOpen(
    person: LinkedPerson,
    use: NonNullable<NewAccount["use"]>,
  ): Promise<SignedIn | undefined> {
    const at = this.#now();
    const byLink = accountByLinkKey(person.issuer, person.subject);
    const known = await this.find(person);
    if (known) return { account: known, at };
    const email = await this.#freeEmail(person);
    const account: Account = {
      subject: crypto.randomUUID(),
      ...(email ? { email } : {}),
      ...(person.name ? { name: person.name } : {}),
      link: this.#linkTo(person),
      createdAt: new Date(at).toISOString(),
    };
    const { ok } = await commit(this.#store, (op) => {
      use(op).check({ key: byLink, versionstamp: null }).set(byLink, account.subject);
      if (email) {
        const byEmail = accountByEmailKey(email);
        op.check({ key: byEmail, versionstamp: null }).set(byEmail, account.subject);
      }
      return op.set(accountKey(account.subject), account);
    });
    return ok ? { account, at } : undefined;
  }

  /**
   * Links an account to a person of the provider, each to one other only. A link to another provider,
   * which this server does not use any more, is replaced. Its owner has shown who they are at `since`,
   * in milliseconds: one that was signed out everywhere after that, or disabled, is not linked.
   */
  async link(
    subject: string,
    person: LinkedPerson,
    { since }: { since: number },
  ): Promise<LinkResult> {
    for (;;) {
      const entry = await this.#store.write.get<Account>(accountKey(subject));
      if (entry.value === null || entry.value.disabledAt !== undefined) return "gone";
      if (since < (entry.value.signedOutAt ?? 0)) return "gone";
      const key = accountByLinkKey(person.issuer, person.subject);
      const taken = await this.#store.write.get<string>(key);
      if (taken.value === subject) return "linked";
      if (taken.value !== null) return "person_taken";
      const old = entry.value.link;
      if (old?.issuer === person.issuer) return "account_taken";
      const account: Account = { ...entry.value, link: this.#linkTo(person) };
      const { ok } = await commit(this.#store, (op) => {
        if (old) op.delete(accountByLinkKey(old.issuer, old.subject));
        return op.check(entry).check(taken).set(entry.key, account).set(key, subject);
      });
      if (ok) return "linked";
    }
  }

  /**
   * Ends a link. An account without a password and a passkey keeps it: there would be no way in any
   * more.
   */
  async unlink(subject: string, { takesPasskeys }: { takesPasskeys: boolean }): Promise<boolean> {
    return await changeAccount(this.#store, subject, async ({ link, ...account }, op) => {
      if (!link) return undefined;
      if (!account.password || !account.email) {
        const row = await this.#store.write.get<PasskeyRow>(passkeysKey(subject));
        if (!takesPasskeys || !row.value?.passkeys.length) return undefined;
        op.check(row);
      }
      op.delete(accountByLinkKey(link.issuer, link.subject));
      return account;
    });
  }

  /** Keeps what the provider says of the address of a person now. The account keeps its own. */
  async note(account: Account, { email, verifiedEmail }: LinkedPerson): Promise<void> {
    const isVerified = verifiedEmail !== undefined;
    if (account.link?.email === email && account.link?.isVerified === isVerified) return;
    await changeAccount(this.#store, account.subject, ({ link, ...others }) => {
      if (!link) return undefined;
      const { email: _before, ...kept } = link;
      return { ...others, link: { ...kept, ...(email ? { email } : {}), isVerified } };
    });
  }

  /** Gives an account the verified address of its person; false if there is none or it is taken. */
  async useEmail(subject: string): Promise<boolean> {
    return await changeAccount(this.#store, subject, async (account, op) => {
      const { email, isVerified } = account.link ?? {};
      if (!email || !isVerified || email === account.email) return undefined;
      const key = accountByEmailKey(email);
      const taken = await this.#store.write.get<string>(key);
      if (taken.value !== null) return undefined;
      op.check(taken).set(key, subject);
      if (account.email) op.delete(accountByEmailKey(account.email));
      return { ...account, email };
    });
  }

  #linkTo({ issuer, subject, email, verifiedEmail }: LinkedPerson): AccountLink {
    return {
      ...{ issuer, subject, ...(email ? { email } : {}) },
      isVerified: verifiedEmail !== undefined,
      linkedAt: new Date(this.#now()).toISOString(),
    };
  }

  async #freeEmail({ verifiedEmail }: LinkedPerson): Promise<string | undefined> {
    if (!verifiedEmail) return undefined;
    return await this.#accounts.findByEmail(verifiedEmail) ? undefined : verifiedEmail;
  }
}
