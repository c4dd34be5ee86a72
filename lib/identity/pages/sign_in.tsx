import type { Child } from "hono/jsx";
import { Page } from "../../pages/mod.ts";
import { EmailField } from "../../pages/email_field.tsx";
import { Notice } from "../../pages/notice.tsx";
import { ProviderButton } from "./provider_button.tsx";
import { PasswordField, RecoveryCodeField } from "../../pages/password_fields.tsx";
import { PasskeyForm } from "../../pages/passkey_form.tsx";
import { PASSKEY_SCRIPT } from "../../pages/passkey_script.ts";
import { TIME_ZONE_SCRIPT, TimeZoneField } from "../../pages/time_zone_field.tsx";
import { Problem } from "../../pages/problem.tsx";

/** The script of the page. */
export const SIGN_IN_SCRIPT = `${TIME_ZONE_SCRIPT};\n${PASSKEY_SCRIPT}`;

/** The page on which a person with an account signs in. */
export function SignInPage(
  { action, passkeyAt, provider, signUpAt, forgotAt, email, ...props }: {
    /** Where the form is sent; without it nobody signs in with a password. */
    action?: string;
    /** Where the answer of a passkey is sent, if passkeys are taken. */
    passkeyAt?: string;
    /** The provider that people sign in with, and where its button is sent. */
    provider?: { name: string; action: string };
    /** Where an account can be opened, if it can. */
    signUpAt?: string;
    /** Where somebody goes who has forgotten the password. */
    forgotAt?: string;
    /** Filled in already: what the person typed before, or the client's hint. */
    email?: string;
    problem?: string;
    /** Whether the password is to come with a recovery code. */
    wantsCode?: boolean;
    /** What happened before. */
    notice?: string;
    /** Shown below the form. */
    aside?: Child;
    /** What signing in is for. */
    children?: Child;
  },
) {
  const { problem, wantsCode, notice, aside, children } = props;
  return (
    <Page title="Sign in" script={SIGN_IN_SCRIPT}>
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
          <EmailField
            email={email}
            problem={problem}
            offersPasskeys={passkeyAt !== undefined}
          />
          <PasswordField name="password" label="Password" problem={problem} />
          {wantsCode && <RecoveryCodeField problem={problem} />}
          <TimeZoneField />
          <div class="actions">
            <button type="submit">Sign in</button>
          </div>
        </form>
      )}
      {passkeyAt && (
        <PasskeyForm
          action={passkeyAt}
          use="sign_in"
          autofill
          isSecond
          button="Sign in with a passkey"
        >
          <TimeZoneField />
        </PasskeyForm>
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
