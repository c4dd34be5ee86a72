import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { FormToken } from "../../pages/form_token_field.tsx";
import { Page } from "../../pages/mod.ts";
import { PasskeyForm } from "../../pages/passkey_form.tsx";
import { PASSKEY_SCRIPT } from "../../pages/passkey_script.ts";
import { OwnPasswordField, RecoveryCodeField } from "../../pages/password_fields.tsx";
import { Problem } from "../../pages/problem.tsx";
import type { ProofWays } from "../proof.ts";
import { BackToAccount } from "./back_to_account.tsx";

/** The ways to confirm who this is, beside a password field of a form; nothing where none is needed. */
export function ConfirmElsewhere(
  { ways: { provider, password, passkey, code, isConfirmed }, to, token }: {
    ways: ProofWays;
    /** The page that they come back to. */
    to: string;
    token: string;
  },
) {
  if (isConfirmed) return null;
  return (
    <>
      {(passkey || code) && (
        <p>
          {password
            ? <a href={confirmAt(to)}>Confirm with a passkey instead</a>
            : <a class="button" href={confirmAt(to)}>Confirm first who you are</a>}
        </p>
      )}
      {provider && (
        <form method="post" action={ACCOUNT_PATHS.loginConfirm}>
          <p class="quiet">
            {password || passkey || code
              ? `${provider} can confirm who you are, too.`
              : `${provider} has to confirm first who you are: it asks you once more.`}
          </p>
          <FormToken token={token} />
          <input type="hidden" name="to" value={to} />
          <div class="actions">
            <button type="submit" class="second">Confirm with {provider}</button>
          </div>
        </form>
      )}
    </>
  );
}

/** The page on which somebody who is signed in proves once more who they are. */
export function ConfirmPage(
  { email, ways, to, token, problem }: {
    email: string;
    ways: ProofWays;
    /** The page that they come back to. */
    to: string;
    token: string;
    problem?: string;
  },
) {
  const { password, code, passkey, provider } = ways;
  return (
    <Page title="Is it you?" script={PASSKEY_SCRIPT}>
      <p>
        Confirm that you are{" "}
        <strong>{email}</strong>. For five minutes you can then change what protects your account.
      </p>
      <Problem message={problem} />
      {passkey && (
        <PasskeyForm
          action={withPlace(ACCOUNT_PATHS.confirmPasskey, to)}
          use="confirm"
          token={token}
          button="Confirm with a passkey"
        />
      )}
      {(password || code) && (
        <form method="post" action={confirmAt(to)}>
          <FormToken token={token} />
          <OwnPasswordField name="password" label="Password" email={email} problem={problem} />
          {code && <RecoveryCodeField problem={problem} />}
          <div class="actions">
            <button type="submit" class={passkey ? "second" : undefined}>
              {code ? "Confirm with password and recovery code" : "Confirm with the password"}
            </button>
          </div>
        </form>
      )}
      {provider && (
        <form method="post" action={ACCOUNT_PATHS.loginConfirm}>
          <FormToken token={token} />
          <input type="hidden" name="to" value={to} />
          <div class="actions">
            <button type="submit" class="second">Confirm with {provider}</button>
          </div>
        </form>
      )}
      <BackToAccount />
    </Page>
  );
}

/** Where somebody confirms who they are, on the way to a page. */
export function confirmAt(to: string): string {
  return withPlace(ACCOUNT_PATHS.confirm, to);
}

function withPlace(path: string, to: string): string {
  return `${path}?${new URLSearchParams({ to })}`;
}
