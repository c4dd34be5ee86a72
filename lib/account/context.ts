import type { Login } from "../identity/login/login.ts";
import type { Account, SignedIn } from "../identity/people/accounts.ts";
import type { Limits } from "../identity/people/limits.ts";
import type { People } from "../identity/people/people.ts";
import type { Told } from "../identity/told/told.ts";
import type { PersonData } from "./person_data.ts";
import type { Uploads } from "../transfer/mod.ts";

/** What the pages about a person's data need, wherever the person signs in. */
export interface DataContext {
  /** The origin of the pages. */
  readonly origin: string;
  /** Files that are to be imported. */
  readonly uploads: Uploads;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly limits: Pick<Limits, "dataVisits" | "downloads" | "imports">;
  /** Tells people of exports, where they are told anything. */
  readonly told?: Pick<Told, "tell">;
  /** Returns what people call clients, by their ids, as far as that is known. */
  clientNames(ids: Iterable<string>): Promise<ReadonlyMap<string, string>>;
  /** Returns what is kept of a person beside their account. */
  dataOf(subject: string): PersonData;
}

/** What the pages of the account need. */
export interface AccountContext extends People, DataContext {
  readonly limits: Limits;
  readonly told: Told;
  /** The provider that people sign in with, if there is one. */
  readonly login?: Login;
  /** Lets an authorization request go on as somebody who is back from there; returns where. */
  finishSignIn(uid: string, person: SignedIn): Promise<string>;
  /** Sends links to new passwords, if the server sends mail. It tells nobody whether there was an account. */
  readonly sendResetLink?: (email: string) => void;
}

/** A request of somebody who is signed in, wherever that was, to a page about their data. */
export interface DataRequest {
  readonly account: Pick<Account, "subject">;
  /** The secret of their session, and the notice for them. */
  readonly cookies: Pick<BrowserCookies, "session" | "notice">;
  /** What was submitted; empty for a GET. */
  readonly form: URLSearchParams;
  readonly query: URLSearchParams;
  /** The request itself: a form with a file is not read before it is known who sends it. */
  readonly request: Request;
}

/** One request to a page of the account. */
export interface AccountRequest extends Omit<DataRequest, "account"> {
  /** The person's network address, for the limits. */
  readonly address: string;
  readonly cookies: BrowserCookies;
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
