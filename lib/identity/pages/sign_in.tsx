import type { Child } from "hono/jsx";
import { Page } from "../../pages/mod.ts";
import { EmailField } from "../../pages/email_field.tsx";
import { Notice } from "../../pages/notice.tsx";
import { ProviderButton } from "./provider_button.tsx";
import { PasswordField } from "../../pages/password_fields.tsx";
import { TIME_ZONE_SCRIPT, TimeZoneField } from "../../pages/time_zone_field.tsx";
import { Problem } from "../../pages/problem.tsx";

/** The page on which a person with an account signs in. */
export function SignInPage(
  { action, provider, signUpAt, forgotAt, email, problem, notice, aside, children }: {
    /** Where the form is sent; without it nobody signs in with a password. */
    action?: string;
    /** The provider that people sign in with, and where its button is sent. */
    provider?: { name: string; action: string };
    /** Where an account can be opened, if it can. */
    signUpAt?: string;
    /** Where somebody goes who has forgotten the password. */
    forgotAt?: string;
    /** Filled in already: what the person typed before, or the client's hint. */
    email?: string;
    problem?: string;
    /** What happened before. */
    notice?: string;
    /** Shown below the form. */
    aside?: Child;
    /** What signing in is for. */
    children?: Child;
  },
) {
  return (
    <Page title="Sign in" script={TIME_ZONE_SCRIPT}>
      <Notice message={notice} />
      <p>{children}</p>
      <Problem message={problem} />
      {provider && (
        <ProviderButton action={provider.action} isOnly={action === undefined}>
          Sign in with {provider.name}
        </ProviderButton>
      )}
      {action && (
        <form method="post" action={action}>
          <EmailField email={email} problem={problem} />
          <PasswordField name="password" label="Password" problem={problem} />
          <TimeZoneField />
          <div class="actions">
            <button type="submit">Sign in</button>
          </div>
        </form>
      )}
      {action && forgotAt && (
        <p>
          <a href={forgotAt}>Forgot your password?</a>
        </p>
      )}
      {signUpAt && (
        <p>
          New here? <a href={signUpAt}>Create an account</a>
        </p>
      )}
      {aside}
    </Page>
  );
}
