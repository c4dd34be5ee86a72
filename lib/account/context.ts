import type { Login } from "../identity/login/login.ts";
import type { Account, SignedIn } from "../identity/people/accounts.ts";
import type { People } from "../identity/people/people.ts";
import type { PersonData } from "./person_data.ts";
import type { Uploads } from "../transfer/mod.ts";

/** What the pages of the account need. */
export interface AccountContext extends People {
  /** The provider that people sign in with, if there is one. */
  readonly login?: Login;
  /** Lets an authorization request go on as somebody who is back from there; returns where. */
  finishSignIn(uid: string, person: SignedIn): Promise<string>;
  /** Sends links to new passwords, if the server sends mail. It tells nobody whether there was an account. */
  readonly sendResetLink?: (email: string) => void;
  /** The origin of the pages. */
  readonly origin: string;
  /** Files that are to be imported. */
  readonly uploads: Uploads;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Returns what is kept of a person beside their account. */
  dataOf(subject: string): PersonData;
}

/** One request to a page of the account. */
export interface AccountRequest {
  /** The person's network address, for the limits. */
  readonly address: string;
  readonly cookies: BrowserCookies;
  /** What was submitted; empty for a GET. */
  readonly form: URLSearchParams;
  readonly query: URLSearchParams;
  /** The request itself: a form with a file is not read before it is known who sends it. */
  readonly request: Request;
}

/** What a browser is known by. */
export interface BrowserCookies {
  /** Secret of its session at `/account`. */
  readonly session?: string;
  /** Id of its session at the authorization server. */
  readonly browserSession?: string;
  /** To which its ways to the provider are bound. */
  readonly login?: string;
  /** The notice for the person, see notices.ts. */
  readonly notice?: string;
}

/** A request of somebody who is signed in. */
export interface SignedInRequest extends AccountRequest {
  readonly account: Account;
}
