import { EmailField } from "../../pages/email_field.tsx";
import { Page } from "../../pages/mod.ts";
import { PasskeyForm } from "../../pages/passkey_form.tsx";
import { PASSKEY_SCRIPT } from "../../pages/passkey_script.ts";
import { PasswordField, RecoveryCodeField } from "../../pages/password_fields.tsx";
import { Problem } from "../../pages/problem.tsx";

/**
 * The page for somebody whom the provider vouches for, and who has no account that is linked to it.
 * An address proves nothing here: only the password of an account does.
 */
export function FirstLoginPage(
  { action, id, name, label, email, hasAccount, canOpen, problem, wantsCode, takesPasskeys }: {
    /** Where both forms are sent. */
    action: string;
    /** That of the first login, secret. */
    id: string;
    /** What people call the provider. */
    name: string;
    /** Who they are there. */
    label: string;
    email?: string;
    /** Whether an account here has their address. */
    hasAccount: boolean;
    /** Whether they may have a new account. */
    canOpen: boolean;
    problem?: string;
    /** Whether the password is to come with a recovery code. */
    wantsCode?: boolean;
    takesPasskeys: boolean;
  },
) {
  return (
    <Page title="Is this your account?" script={PASSKEY_SCRIPT}>
      <p>
        You are <strong>{label}</strong> at {name}. {hasAccount
          ? "An account here has the same e-mail address."
          : `No account here is linked to ${name} for you.`}
      </p>
      <Problem message={problem} />
      <form method="post" action={action}>
        <p>
          If you have an account here, give its password once. From then on {label} at {name}{" "}
          opens it.
        </p>
        <input type="hidden" name="first" value={id} />
        <EmailField email={email} problem={problem} />
        <PasswordField name="password" label="Password of your account here" problem={problem} />
        {wantsCode && <RecoveryCodeField problem={problem} />}
        <div class="actions">
          <button type="submit" name="choice" value="link">Link the account</button>
        </div>
      </form>
      {canOpen && (
        <form method="post" action={action}>
          <p>If it is not yours, or you want to begin anew:</p>
          <input type="hidden" name="first" value={id} />
          <div class="actions">
            <button type="submit" name="choice" value="open" class="second">
              Open a new account
            </button>
          </div>
        </form>
      )}
      {takesPasskeys && (
        <PasskeyForm
          action={action}
          use="sign_in"
          isSecond
          button="Link it with its passkey"
        >
          <input type="hidden" name="first" value={id} />
        </PasskeyForm>
      )}
      {!canOpen && (
        <p class="quiet">
          This server opens no account by itself. Without one, or without its password, ask the
          person who runs it.
        </p>
      )}
    </Page>
  );
}
