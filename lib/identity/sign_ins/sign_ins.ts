import { monotonicFactory } from "ulid";
import { commit, type Store } from "../../kv/store.ts";
import { NOBODY, signInsPrefix } from "../storage/keys.ts";
import { browserInWords } from "./user_agent.ts";
import { SIGN_IN_LISTED } from "../storage/lifetimes.ts";

/** How somebody has shown who they are. */
export type SignInWay =
  | "password"
  /** By the right password, where a passkey is asked for: somebody knows it. */
  | "password_alone"
  | "passkey"
  | "recovery_code"
  | "provider"
  | "sign_up"
  | "reset";

/** A sign-in as its person sees it: no address, and nothing that was typed. */
export interface SignIn {
  /** Milliseconds. */
  readonly at: number;
  readonly way: SignInWay;
  /** The browser in words of ours. */
  readonly browser: string;
  /** The app that was to be connected; absent at the account's own pages. */
  readonly app?: string;
  readonly isRefused: boolean;
}

/** What is told of one; `userAgent` as the browser says it. */
export interface AboutSignIn extends Pick<SignIn, "way" | "app"> {
  readonly userAgent?: string | null;
}

/** How many are listed, of each kind: refused ones never push out those that went well. */
export const LISTED = 100;

/** The sign-ins of people, for 90 days. */
export class SignIns {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #newId = monotonicFactory();
  #noting: Promise<void> = Promise.resolve();

  /** `now` is in milliseconds. */
  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Lists a sign-in that went well. */
  async wentWell(subject: string, about: AboutSignIn): Promise<void> {
    await this.#note(subject, { ...describe(about), isRefused: false });
  }

  /**
   * Lists one that was refused, after everything else: what cannot be kept is lost. One at nobody's
   * account is listed, too, for nobody: what the server has to do then tells nothing of accounts.
   */
  refused(find: () => Promise<{ subject: string } | undefined>, about: AboutSignIn): void {
    const note = async () => {
      const { subject } = await find() ?? { subject: NOBODY };
      await this.#note(subject, { ...describe(about), isRefused: true });
    };
    this.#noting = this.#noting.then(note).catch(() => {});
  }

  /** Resolves once all that was refused is listed. */
  settled(): Promise<void> {
    return this.#noting;
  }

  /** The oldest beyond `LISTED` go. */
  async #note(subject: string, signIn: Omit<SignIn, "at">): Promise<void> {
    const at = this.#now();
    const prefix = signInsPrefix(subject, signIn.isRefused ? "refused" : "ok");
    const rows = this.#store.read.list({ prefix }, { reverse: true, limit: LISTED + 20 });
    const old = (await Array.fromAsync(rows)).slice(LISTED - 1);
    const expireIn = SIGN_IN_LISTED * 1000;
    // Nobody's are one row: reading a hundred of them would tell, too.
    const id = subject === NOBODY ? NOBODY : this.#newId(at);
    await commit(this.#store, (op) => {
      for (const { key } of old) op.delete(key);
      return op.set([...prefix, id], { ...signIn, at }, { expireIn });
    });
  }

  /** The sign-ins of a person, the newest first. */
  async list(subject: string): Promise<SignIn[]> {
    const since = this.#now() - SIGN_IN_LISTED * 1000;
    const lists = await Promise.all((["ok", "refused"] as const).map((outcome) => {
      const prefix = signInsPrefix(subject, outcome);
      return Array.fromAsync(
        this.#store.read.list<SignIn>({ prefix }, { reverse: true, limit: LISTED }),
      );
    }));
    return lists.flat().map(({ value }) => value)
      .filter(({ at }) => at > since)
      .sort((left, right) => right.at - left.at);
  }
}

function describe({ way, app, userAgent }: AboutSignIn): Omit<SignIn, "at" | "isRefused"> {
  return { way, browser: browserInWords(userAgent), ...(app ? { app } : {}) };
}
