import { Page } from "../pages/mod.ts";
import { TIME_ZONE_SCRIPT, TimeZoneField } from "../pages/time_zone_field.tsx";
import { JOURNAL_PATHS } from "../pages/journal_paths.ts";

/** Where somebody goes from here to the server at `issuer`, which knows them. */
export function SignInPage({ name, issuer, to }: { name: string; issuer: string; to: string }) {
  const action = `${JOURNAL_PATHS.signIn}?${new URLSearchParams({ to })}`;
  return (
    <Page title="Sign in" script={TIME_ZONE_SCRIPT}>
      <p>
        This journal lets you in with your account at{" "}
        {name}. In your own browser you see all that you have written, private entries too, and you
        look after your data: bring a journal, take yours along, empty the trash.
      </p>
      <form method="post" action={action}>
        <TimeZoneField />
        <div class="actions">
          <button type="submit">Sign in with {name}</button>
        </div>
      </form>
      <p class="quiet">
        Your password, your e-mail address and the apps that you have connected are looked after at
        {" "}
        <a href={issuer}>{name}</a>.
      </p>
    </Page>
  );
}

/** What somebody sees who has signed out here. */
export function SignedOutPage({ name, endSessionUrl }: { name: string; endSessionUrl?: string }) {
  return (
    <Page title="You are signed out">
      <p role="status">This browser does not show your journal any more.</p>
      <p>
        {endSessionUrl
          ? <a href={endSessionUrl}>Sign out at {name}, too</a>
          : `At ${name} you may still be signed in: sign out there, too, on a machine of others.`}
      </p>
      <p>
        <a href={JOURNAL_PATHS.journal}>Sign in again</a>
      </p>
    </Page>
  );
}
