import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { NewPasswordField, OwnPasswordField } from "../../pages/password_fields.tsx";
import { Problem } from "../../pages/problem.tsx";

/** The form that changes the password, with what else it does. */
export function AccountPassword({ email, problem }: { email: string; problem?: string }) {
  return (
    <section aria-labelledby="password">
      <h2 id="password">Change your password</h2>
      <Problem message={problem} />
      <p id="password-effect">
        You stay signed in on this page. Everywhere else you are signed out, and every app is
        disconnected, so that nobody who knew the old password keeps a way in.
      </p>
      <form method="post" action={ACCOUNT_PATHS.password}>
        <OwnPasswordField
          name="current_password"
          label="Current password"
          email={email}
          problem={problem}
        />
        <NewPasswordField name="new_password" label="New password" problem={problem} />
        <button type="submit" aria-describedby="password-effect">Change password</button>
      </form>
    </section>
  );
}
