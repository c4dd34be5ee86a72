import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { EmailField } from "../../pages/email_field.tsx";
import { Page } from "../../pages/mod.ts";
import { NewPasswordField } from "../../pages/password_fields.tsx";
import { Problem } from "../../pages/problem.tsx";

/** The page for somebody who has forgotten a password. */
export function ForgotPage(
  { sendsMail, email, problem }: { sendsMail: boolean; email?: string; problem?: string },
) {
  return (
    <Page title="A forgotten password">
      {sendsMail
        ? (
          <>
            <p>
              We send a link to your e-mail address, with which you choose a new password. It works
              once, and for half an hour.
            </p>
            <Problem message={problem} />
            <form method="post" action={ACCOUNT_PATHS.forgot}>
              <EmailField email={email} problem={problem} />
              <div class="actions">
                <button type="submit">Send the link</button>
              </div>
            </form>
          </>
        )
        : (
          <p>
            This server sends no e-mail. Ask whoever runs it: they can make a link for you, with
            which you choose a new password.
          </p>
        )}
      <p>
        <a href={ACCOUNT_PATHS.account}>Back to signing in</a>
      </p>
    </Page>
  );
}

/** The same whether there is such an account or not. */
export function LinkSentPage({ email }: { email: string }) {
  return (
    <Page title="Look into your mail">
      <p role="status">
        If {email}{" "}
        has an account here, a link to a new password is on its way there. It works once, and for
        half an hour.
      </p>
      <p>
        Nothing has come? Look among unwanted mail, then{" "}
        <a href={ACCOUNT_PATHS.forgot}>try again</a>
        . Whoever runs this server can make a link for you, too.
      </p>
    </Page>
  );
}

/** Where a link leads: the choice of a new password. Only sending it uses the link up. */
export function ResetPage(
  { token, label, problem }: { token: string; label: string; problem?: string },
) {
  return (
    <Page title="Choose a new password">
      <p>
        For the account of{" "}
        {label}. With it every browser is signed out and every app disconnected: connect again what
        you use.
      </p>
      <Problem message={problem} />
      <form method="post" action={ACCOUNT_PATHS.reset}>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" autocomplete="username" value={label} />
        <NewPasswordField name="new_password" label="New password" problem={problem} />
        <div class="actions">
          <button type="submit">Set the password</button>
        </div>
      </form>
    </Page>
  );
}

/** Where a link leads that works no longer. */
export function NoLinkPage() {
  return (
    <Page title="This link works no longer">
      <p role="alert">
        It was used, another one was made since, or it is too old. Nothing was changed.
      </p>
      <p>
        <a href={ACCOUNT_PATHS.forgot}>Get another link</a>
      </p>
    </Page>
  );
}
