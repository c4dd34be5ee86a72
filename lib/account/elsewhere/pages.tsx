import { ACCOUNT_PATHS } from "../../account_paths.ts";
import type { DateSettings } from "../../journal/mod.ts";
import type { Preferences } from "../../pages/dates.tsx";
import { FormToken } from "../../pages/form_token_field.tsx";
import { JOURNAL_PATHS } from "../../pages/journal_paths.ts";
import { Page } from "../../pages/mod.ts";
import { Notice } from "../../pages/notice.tsx";
import type { Usage } from "../person_data.ts";
import { BackToAccount } from "../pages/back_to_account.tsx";
import { AccountData } from "../pages/data.tsx";
import { DatesForm } from "../pages/profile/dates.tsx";
import { UsageSection } from "../pages/profile/usage.tsx";
import { AccountTimeZone } from "../pages/time_zone.tsx";

/** The page on which somebody looks after their data whose account is kept elsewhere. */
export function OverviewPage(
  { server: { issuer, name }, label, preferences, token, notice }: {
    server: { issuer: string; name: string };
    /** What the server calls the person. */
    label?: string;
    preferences: Preferences;
    token: string;
    notice?: string;
  },
) {
  const server = <a href={issuer}>{name}</a>;
  return (
    <Page title="Your account" wide>
      <Notice message={notice} />
      <dl>
        <dt>Signed in with</dt>
        <dd>{server}{label && `, as ${label}`}</dd>
      </dl>
      <ul class="links">
        <li>
          <a href={JOURNAL_PATHS.journal}>Your journal</a>: read, search, write and print it
        </li>
        <li>
          <a href={ACCOUNT_PATHS.profile}>Dates</a>, and how much you have here
        </li>
      </ul>
      <AccountData token={token} />
      <AccountTimeZone timeZone={preferences.timeZone} token={token} />
      <section aria-labelledby="elsewhere">
        <h2 id="elsewhere">Your account at {name}</h2>
        <p>
          Your password, your e-mail address, where you are signed in and which apps are connected:
          you look after all of that at {server}.
        </p>
      </section>
      <section aria-labelledby="sign-out">
        <h2 id="sign-out">Sign out</h2>
        <p id="sign-out-effect">Then nobody reads your journal in this browser any more.</p>
        <form method="post" action={JOURNAL_PATHS.signOut}>
          <div class="actions">
            <button type="submit" class="second" aria-describedby="sign-out-effect">
              Sign out of this browser
            </button>
          </div>
        </form>
        <p id="everywhere-effect">
          Or in any browser, when a device is lost. Apps stay connected: you disconnect them at{" "}
          {server}.
        </p>
        <form method="post" action={ACCOUNT_PATHS.signOutEverywhere}>
          <FormToken token={token} />
          <button type="submit" class="second" aria-describedby="everywhere-effect">
            Sign out of every browser
          </button>
        </form>
      </section>
    </Page>
  );
}

/** The page of how the person is shown dates, and of how much they have. */
export function DatesPage(
  { dates, usage, token, notice }: {
    dates: DateSettings;
    usage: Usage;
    token: string;
    notice?: string;
  },
) {
  return (
    <Page title="Dates" wide>
      <Notice message={notice} />
      <DatesForm dates={dates} token={token} />
      <UsageSection usage={usage} />
      <BackToAccount />
    </Page>
  );
}
