import { sha256 } from "../../digest.ts";
import { commit, type Store } from "../../kv/store.ts";
import { recordKey } from "../storage/keys.ts";
import { CHALLENGE } from "../storage/lifetimes.ts";

/** What a challenge is for. Nobody uses one for something else. */
export type ChallengePurpose =
  /** Whoever answers says who they are. */
  | { readonly kind: "sign_in" }
  /** The person who is signed in adds a passkey, or proves once more who they are. */
  | { readonly kind: "add" | "confirm"; readonly subject: string };

/** As it is stored under its hash: who erases the account of `subject` removes it. */
interface StoredChallenge {
  readonly kind: ChallengePurpose["kind"];
  readonly subject?: string;
  /** SHA-256 of the secret in the browser's cookie. */
  readonly browser: string;
  /** Milliseconds. */
  readonly expiresAt: number;
}

/** The challenges that passkeys have to sign (WebAuthn, section 13.4.3): each once, in one browser. */
export class Challenges {
  readonly #store: Store;
  readonly #now: () => number;

  /** `now` is in milliseconds. */
  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Keeps a challenge for five minutes. */
  async keep(challenge: string, purpose: ChallengePurpose, browser: string): Promise<void> {
    const stored: StoredChallenge = {
      ...purpose,
      browser: sha256(browser),
      expiresAt: this.#now() + CHALLENGE * 1000,
    };
    const options = { expireIn: CHALLENGE * 1000 };
    await commit(this.#store, (op) => op.set(recordKey("Challenge", challenge), stored, options));
  }

  /** Uses a challenge up, and tells whether it was good. Another browser uses up nothing. */
  async take(
    challenge: string,
    purpose: ChallengePurpose,
    browser: string | undefined,
  ): Promise<boolean> {
    const entry = await this.#store.write.get<StoredChallenge>(recordKey("Challenge", challenge));
    if (entry.value === null || browser === undefined) return false;
    if (entry.value.browser !== sha256(browser)) return false;
    const { ok } = await commit(this.#store, (op) => op.check(entry).delete(entry.key));
    const subject = "subject" in purpose ? purpose.subject : undefined;
    return ok && entry.value.expiresAt > this.#now() && entry.value.kind === purpose.kind &&
      entry.value.subject === subject;
  }
}
