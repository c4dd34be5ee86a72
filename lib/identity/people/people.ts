import type { AccountSessions } from "./account_sessions.ts";
import type { Accounts, SignedIn } from "./accounts.ts";
import type { Passkeys } from "../passkeys/passkeys.ts";
import type { SignIns } from "../sign_ins/sign_ins.ts";
import type { SignUpPolicy } from "./check_sign_up.ts";
import type { Connections } from "./connections.ts";
import type { Limits } from "./limits.ts";
import type { Invitations } from "./invitations.ts";
import type { Links } from "./links.ts";
import type { Resets } from "./resets.ts";
import type { Told } from "../told/told.ts";
import type { ThisBrowser } from "./this_browser.ts";

/** The people of the authorization server, for the pages on which they look after their accounts. */
export interface People {
  readonly accounts: Accounts;
  readonly sessions: AccountSessions;
  readonly links: Links;
  readonly connections: Connections;
  readonly passkeys: Passkeys;
  readonly signIns: SignIns;
  readonly limits: Limits;
  readonly signUp: SignUpPolicy;
  readonly resets: Resets;
  readonly invitations: Invitations;
  /** What people are told of their accounts. */
  readonly told: Told;
  /** The name of the cookie of a browser session. */
  readonly browserSessionCookie: string;
  /** Returns who is signed in with a browser session, by the value of its cookie. */
  thisBrowser(session: string): Promise<ThisBrowser | undefined>;
  /** Removes the person's browser sessions, in every browser. */
  endBrowserSessions(subject: string): Promise<void>;
  /**
   * Proposes the time zone that a browser has put into the form with which somebody has signed in.
   * Whatever becomes of it, they are signed in.
   */
  proposeTimeZone(person: SignedIn, form: URLSearchParams): Promise<void>;
  /** Returns the names of clients by their ids, as far as they are known. */
  clientNames(ids: Iterable<string>): Promise<ReadonlyMap<string, string>>;
}
