import type { Child } from "hono/jsx";
import { ProviderButton } from "./provider_button.tsx";
import { Page } from "../../pages/mod.ts";
import { EmailField } from "../../pages/email_field.tsx";
import { MessagePage } from "../../pages/message.tsx";
import { NewPasswordField } from "../../pages/password_fields.tsx";
import { TIME_ZONE_SCRIPT, TimeZoneField } from "../../pages/time_zone_field.tsx";
import { describedBy, Problem } from "../../pages/problem.tsx";

/** The page on which a person opens an account. */
export function SignUpPage(
  { action, provider, signInAt, name, email, problem, invitation, needsInvitation, children }: {
    /** Where the form is sent; without it nobody gets a password here. */
    action?: string;
    /** The provider with which an invited person can open an account, too. */
    provider?: { name: string; action: string };
    signInAt: string;
    name?: string;
    email?: string;
    problem?: string;
    /** From the link that has led here. */
    invitation?: string;
    needsInvitation: boolean;
    /** What the account is for. */
    children?: Child;
  },
) {
  return (
    <Page title="Create an account" script={TIME_ZONE_SCRIPT}>
      <p>{children}</p>
      <Problem message={problem} />
      {provider && (
        <ProviderButton action={provider.action} isOnly={action === undefined}>
          Sign in with {provider.name}
        </ProviderButton>
      )}
      {action && (
        <form method="post" action={action}>
          <div class="field">
            <label for="name">Name</label>
            <input
              id="name"
              name="name"
              autocomplete="name"
              maxlength={100}
              value={name}
              aria-describedby="name-hint"
            />
            <small id="name-hint">How your assistant should call you. You can leave it out.</small>
          </div>
          <EmailField email={email} problem={problem} />
          <NewPasswordField name="password" label="Password" problem={problem} />
          {invitation !== undefined && <input type="hidden" name="invitation" value={invitation} />}
          {needsInvitation && invitation === undefined &&
            (
              <div class="field">
                <label for="invitation">Invitation code</label>
                <input
                  id="invitation"
                  name="invitation"
                  autocomplete="off"
                  required
                  {...describedBy(problem, "invitation-hint")}
                />
                <small id="invitation-hint">
                  From the person who runs this server.
                </small>
              </div>
            )}
          <TimeZoneField />
          <div class="actions">
            <button type="submit">Create account</button>
          </div>
        </form>
      )}
      <p>
        You have an account? <a href={signInAt}>Sign in</a>
      </p>
    </Page>
  );
}

/** The page of a server that takes no new accounts. */
export function NoNewAccountsPage() {
  const message = "This server takes no new accounts. Ask the person who runs it for one.";
  return <MessagePage title="No new accounts" message={message} />;
}
