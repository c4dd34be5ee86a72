import type { ConnectedApp } from "../../identity/people/connections.ts";
import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { FormToken } from "../../pages/form_token_field.tsx";

interface WhatEnds {
  /** Those that were connected in this browser since it was signed in. */
  apps: readonly ConnectedApp[];
  /** The provider at which the person's session can be ended as well. */
  provider?: string;
}

/** Both ways to sign out, each with what it ends. */
export function AccountSignOut({ apps, provider, token }: WhatEnds & { token: string }) {
  return (
    <section aria-labelledby="sign-out">
      <h2 id="sign-out">Sign out</h2>
      <p id="sign-out-effect">
        Ends your session in this browser. The next app that you connect in it asks you to sign in.
      </p>
      <SignOutForm apps={apps} provider={provider} />
      <p id="everywhere-effect">
        Signing out everywhere ends your sessions in all browsers and disconnects every app. Do it
        when a device is lost, or when something here looks unfamiliar.
      </p>
      <form method="post" action={ACCOUNT_PATHS.signOutEverywhere}>
        <FormToken token={token} />
        <button type="submit" class="second" aria-describedby="everywhere-effect">
          Sign out everywhere
        </button>
      </form>
    </section>
  );
}

/** For a browser in which an app was connected, and nobody is signed in to the account. */
export function StillSignedIn({ email, apps, provider }: WhatEnds & { email: string }) {
  return (
    <section aria-labelledby="sign-out">
      <h2 id="sign-out">Sign out</h2>
      <p id="sign-out-effect">
        {email} is still signed in to this browser for connecting apps.
      </p>
      <SignOutForm apps={apps} provider={provider} />
    </section>
  );
}

function SignOutForm({ apps, provider }: WhatEnds) {
  return (
    <form method="post" action={ACCOUNT_PATHS.signOut}>
      {apps.length > 0 && (
        <label class="choice">
          <input type="checkbox" name="disconnect" value="apps" checked />
          <span>
            Also disconnect what was connected in this browser:{" "}
            {apps.map(({ client }) => client.name).join(", ")}.{" "}
            <small>Untick this only on a device of your own.</small>
          </span>
        </label>
      )}
      {provider && (
        <label class="choice">
          <input type="checkbox" name="provider" value="end" checked />
          <span>
            Also sign out of {provider}.{" "}
            <small>Otherwise whoever uses this browser next can sign in as you again.</small>
          </span>
        </label>
      )}
      <div class="actions">
        <button type="submit" class="second" aria-describedby="sign-out-effect">Sign out</button>
      </div>
    </form>
  );
}
