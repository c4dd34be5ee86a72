import { sha256 } from "../../digest.ts";
import { commit, type Store } from "../../kv/store.ts";
import { recordKey } from "../storage/keys.ts";
import { LOGIN_ATTEMPT } from "../storage/lifetimes.ts";
import type { VouchedPerson } from "./person.ts";
import type { Handshake } from "./relying_party.ts";

/** What somebody goes to the provider for. */
export type Purpose =
  /** To go on with an interaction of the authorization server. */
  | { readonly kind: "authorize"; readonly uid: string }
  /** To see a page of the account. */
  | {
    readonly kind: "account";
    readonly to?: string;
    /** The hash of an invitation with which an account may be opened. */
    readonly invitation?: string;
  }
  /** To prove once more that they are the owner of the account. */
  | { readonly kind: "confirm"; readonly subject: string; readonly to: string }
  /** To link the account, whose password they have just given. */
  | { readonly kind: "link"; readonly subject: string };

/** A way to the provider and back. */
export interface Attempt {
  readonly purpose: Purpose;
  /** Without `state`: its hash is the key. */
  readonly handshake: Omit<Handshake, "state">;
  /** Milliseconds. */
  readonly beganAt: number;
  /** Whether the provider must have asked the person since. */
  readonly isFresh: boolean;
  /** What the browser proposed. */
  readonly timeZone?: string;
}

/** Somebody whom the provider vouches for, and who has no account yet. */
export interface FirstLogin {
  readonly purpose: Purpose;
  readonly person: VouchedPerson;
  readonly timeZone?: string;
}

/** As it is stored: who erases the account of `subject` removes it. */
type Stored<T> = {
  readonly subject?: string;
  /** SHA-256 of the secret in the browser's cookie. */
  readonly browser: string;
  /** Milliseconds. */
  readonly expiresAt: number;
  readonly kept: T;
};

/** Keeps something until the browser that it belongs to comes back with its secret id. */
export class OneTimeRecords<T extends { readonly purpose: Purpose }> {
  readonly #store: Store;
  readonly #model: "Login" | "FirstLogin";
  readonly #now: () => number;

  /** `now` is in milliseconds. */
  constructor(store: Store, model: "Login" | "FirstLogin", now: () => number) {
    this.#store = store;
    this.#model = model;
    this.#now = now;
  }

  async keep(kept: T, { id, browser }: { id: string; browser: string }): Promise<void> {
    const { purpose } = kept;
    const stored: Stored<T> = {
      ...("subject" in purpose ? { subject: purpose.subject } : {}),
      browser: sha256(browser),
      expiresAt: this.#now() + LOGIN_ATTEMPT * 1000,
      kept,
    };
    const options = { expireIn: LOGIN_ATTEMPT * 1000 };
    await commit(this.#store, (op) => op.set(recordKey(this.#model, id), stored, options));
  }

  /** Looks without using it up; `undefined` for another browser, or too late. */
  async find(id: string, browser: string | undefined): Promise<T | undefined> {
    const { value } = await this.#store.read.get<Stored<T>>(recordKey(this.#model, id));
    return this.#isGood(value, browser) ? value.kept : undefined;
  }

  /** The same, once: of two at the same time one gets nothing. Another browser uses up nothing. */
  async take(id: string, browser: string | undefined): Promise<T | undefined> {
    const entry = await this.#store.write.get<Stored<T>>(recordKey(this.#model, id));
    if (!this.#isGood(entry.value, browser)) return undefined;
    const { ok } = await commit(this.#store, (op) => op.check(entry).delete(entry.key));
    return ok ? entry.value.kept : undefined;
  }

  #isGood(stored: Stored<T> | null, browser: string | undefined): stored is Stored<T> {
    return stored !== null && browser !== undefined && stored.browser === sha256(browser) &&
      stored.expiresAt > this.#now();
  }
}
