import type { AccountSessions } from "../identity/people/account_sessions.ts";
import type { Account, Accounts } from "../identity/people/accounts.ts";
import type { Connections } from "../identity/people/connections.ts";
import type { SignUpPolicy } from "../identity/people/check_sign_up.ts";
import type { Limits } from "../identity/people/limits.ts";
import type { Provider } from "../identity/storage/oidc_provider.ts";
import type { PersonalData } from "./personal_data.ts";

/** What the pages of the account need. */
export interface AccountContext {
  readonly provider: Provider;
  readonly accounts: Accounts;
  readonly sessions: AccountSessions;
  readonly connections: Connections;
  readonly limits: Limits;
  readonly signUp: SignUpPolicy;
  /** Removes the person's sessions at the authorization server, in every browser. */
  readonly endBrowserSessions: (subject: string) => Promise<void>;
  /** The names of clients by their ids, as far as they are known. */
  readonly clientNames: (ids: Iterable<string>) => Promise<ReadonlyMap<string, string>>;
  /** What is kept of people beside their accounts; without it there are no pages about that. */
  readonly data?: PersonalData;
}

/** What the pages about a person's data need. */
export type DataContext = AccountContext & { readonly data: PersonalData };

/** One request to a page of the account. */
export interface AccountVisit {
  /** The person's network address, for the limits. */
  readonly address: string;
  readonly cookies: BrowserCookies;
  /** What was submitted; empty when a page is only looked at. */
  readonly form: URLSearchParams;
  readonly query: URLSearchParams;
}

/** What a browser is known by. */
export interface BrowserCookies {
  /** Secret of its session at `/account`. */
  readonly session?: string;
  /** Id of its session at the authorization server. */
  readonly browserSession?: string;
  /** What is to be said to the person, see notices.ts. */
  readonly notice?: string;
}

/** A visit of somebody who is signed in. */
export interface SignedInVisit extends AccountVisit {
  readonly account: Account;
}
