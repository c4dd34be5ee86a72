import type { Preferences } from "../../pages/dates.tsx";
import { JOURNAL_PATHS } from "../../pages/journal_paths.ts";
import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { Page } from "../../pages/mod.ts";
import type { ConnectedApp } from "../../identity/people/connections.ts";
import { type Account, labelOf } from "../../identity/people/accounts.ts";
import type { ProofWays } from "../proof.ts";
import type { ToldEvent } from "../../identity/told/told.ts";
import { AccountEvents } from "./events.tsx";
import { AccountApps } from "./apps.tsx";
import { AccountData } from "./data.tsx";
import { AccountLinkSection } from "./link.tsx";
import { AccountPassword } from "./password.tsx";
import { AccountTimeZone } from "./time_zone.tsx";
import { AccountSignOut } from "./sign_out.tsx";
import { Notice } from "../../pages/notice.tsx";

/** Why a form of the page was not accepted, and which one. */
export interface AccountProblem {
  readonly at: "password" | "link";
  readonly message: string;
}

/** The page on which a person looks after their account. */
export function AccountPage(
  props: {
    account: Account;
    /** How the person proves once more who they are. */
    ways: ProofWays;
    /** The provider that people sign in with, if there is one. */
    provider?: string;
    /** Whether the person's session there can be ended with the one here. */
    endsThere: boolean;
    mayHavePassword: boolean;
    preferences: Preferences;
    apps: readonly ConnectedApp[];
    token: string;
    /** What the person has not seen yet. */
    events: readonly ToldEvent[];
    /** Those that were connected in this browser since it was signed in. */
    appsOfThisBrowser: readonly ConnectedApp[];
    notice?: string;
    problem?: AccountProblem;
  },
) {
  const problemAt = (at: AccountProblem["at"]) =>
    props.problem?.at === at ? props.problem.message : undefined;
  const { account, ways, provider, preferences, apps, appsOfThisBrowser, token, notice } = props;
  return (
    <Page title="Your account" wide>
      <Notice message={notice} />
      <dl>
        {account.name && (
          <>
            <dt>Name</dt>
            <dd>{account.name}</dd>
          </>
        )}
        <dt>Signed in as</dt>
        <dd>{labelOf(account)}</dd>
      </dl>
      <AccountEvents events={props.events} preferences={preferences} token={token} />
      <ul class="links">
        <li>
          <a href={JOURNAL_PATHS.journal}>Your journal</a>: read, search and print it
        </li>
        <li>
          <a href={ACCOUNT_PATHS.profile}>Name, e-mail address and dates</a>, and how much you have
          here
        </li>
        <li>
          <a href={ACCOUNT_PATHS.passkeys}>Passkeys</a>: sign in without a password
        </li>
        <li>
          <a href={ACCOUNT_PATHS.signIns}>Browsers and sign-ins</a>: where you are signed in
        </li>
      </ul>
      <AccountApps apps={apps} preferences={preferences} token={token} />
      <AccountData token={token} />
      <AccountTimeZone timeZone={preferences.timeZone} token={token} />
      {provider && (
        <AccountLinkSection
          account={account}
          provider={provider}
          ways={ways}
          token={token}
          problem={problemAt("link")}
        />
      )}
      {props.mayHavePassword && (
        <AccountPassword
          email={labelOf(account)}
          hasPassword={account.password !== undefined}
          ways={ways}
          token={token}
          problem={problemAt("password")}
        />
      )}
      <AccountSignOut
        apps={appsOfThisBrowser}
        provider={props.endsThere ? provider : undefined}
        token={token}
      />
    </Page>
  );
}
