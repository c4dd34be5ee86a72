import { Page } from "../../pages/mod.ts";
import type { ConnectedApp } from "../../identity/people/connections.ts";
import { AccountApps } from "./apps.tsx";
import { AccountData } from "./data.tsx";
import { AccountPassword } from "./password.tsx";
import { AccountTimeZone } from "./time_zone.tsx";
import { AccountSignOut } from "./sign_out.tsx";
import { Notice } from "../../pages/notice.tsx";

/** The page on which a person looks after their account. */
export function AccountPage(
  { name, email, timeZone, apps, appsOfThisBrowser, notice, problem }: {
    name?: string;
    email: string;
    timeZone: string;
    apps: readonly ConnectedApp[];
    /** Those that were connected in this browser since it was signed in. */
    appsOfThisBrowser: readonly ConnectedApp[];
    notice?: string;
    /** Why the password was not changed. */
    problem?: string;
  },
) {
  return (
    <Page title="Your account" wide>
      <Notice message={notice} />
      <dl>
        {name && (
          <>
            <dt>Name</dt>
            <dd>{name}</dd>
          </>
        )}
        <dt>Signed in as</dt>
        <dd>{email}</dd>
      </dl>
      <AccountApps apps={apps} timeZone={timeZone} />
      <AccountData />
      <AccountTimeZone timeZone={timeZone} />
      <AccountPassword email={email} problem={problem} />
      <AccountSignOut apps={appsOfThisBrowser} />
    </Page>
  );
}
