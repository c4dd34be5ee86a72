import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import type { SignedInBrowser } from "../../../identity/people/account_sessions.ts";
import type { SignIn } from "../../../identity/sign_ins/sign_ins.ts";
import { FormToken } from "../../../pages/form_token_field.tsx";
import { Page } from "../../../pages/mod.ts";
import { Notice } from "../../../pages/notice.tsx";
import { quoted } from "../../../plain_text.ts";
import { BackToAccount } from "../back_to_account.tsx";
import { MomentInWords, type Preferences } from "../../../pages/dates.tsx";

interface Common {
  preferences: Preferences;
  token: string;
}

/** The page of the browsers that are signed in, and of the sign-ins. */
export function AccountSignInsPage(
  { browsers, signIns, notice, ...common }: Common & {
    browsers: readonly SignedInBrowser[];
    signIns: readonly SignIn[];
    notice?: string;
  },
) {
  return (
    <Page title="Browsers and sign-ins" wide>
      <Notice message={notice} />
      <h2>Signed in now</h2>
      <ul class="apps">
        {browsers.map((browser) => <Browser key={browser.id} {...{ ...common, browser }} />)}
      </ul>
      {browsers.length > 1 && (
        <form method="post" action={ACCOUNT_PATHS.endOtherSessions}>
          <FormToken token={common.token} />
          <p id="others-effect" class="quiet">
            Your apps stay connected. To connect another one, you sign in again.
          </p>
          <button type="submit" class="second" aria-describedby="others-effect">
            Sign out all others
          </button>
        </form>
      )}
      <h2>Sign-ins</h2>
      <p>
        Those of the last 90 days, the newest first; the newest 100 that went well, and as many that
        were refused. If one looks unfamiliar, change your password and sign out everywhere.
      </p>
      {signIns.length === 0 ? <p>There is none yet.</p> : (
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">How and where</th>
            </tr>
          </thead>
          <tbody>
            {signIns.map((signIn) => (
              <Row
                key={signIn.at}
                {...signIn}
                preferences={common.preferences}
              />
            ))}
          </tbody>
        </table>
      )}
      <BackToAccount />
    </Page>
  );
}

function Browser({ browser, preferences, token }: Common & { browser: SignedInBrowser }) {
  const { id, signedInAt, seenAt, isThis } = browser;
  return (
    <li>
      <h3>
        {browser.browser}
        {isThis && ", this one"}
      </h3>
      <p class="quiet">
        Signed in <MomentInWords at={signedInAt} preferences={preferences} />, last seen{" "}
        <MomentInWords at={seenAt} preferences={preferences} />.
      </p>
      {!isThis && (
        <form method="post" action={ACCOUNT_PATHS.endSession}>
          <FormToken token={token} />
          <button
            type="submit"
            class="second"
            name="browser"
            value={id}
            aria-label={`Sign out ${browser.browser}`}
          >
            Sign out
          </button>
        </form>
      )}
    </li>
  );
}

const WAYS: Record<SignIn["way"], string> = {
  password: "Password",
  password_alone: "Right password without a passkey",
  passkey: "Passkey",
  recovery_code: "Password and recovery code",
  provider: "Provider",
  sign_up: "New account",
  reset: "Link to a new password",
};

function Row(
  { at, way, browser, app, isRefused, preferences }: SignIn & { preferences: Preferences },
) {
  return (
    <tr>
      <td>
        <MomentInWords at={at} preferences={preferences} />
      </td>
      <td>
        {WAYS[way]}
        {isRefused && (
          <>
            , <strong>refused</strong>
          </>
        )}: {browser}
        {app && `, to connect the app ${quoted(app)}`}
      </td>
    </tr>
  );
}
