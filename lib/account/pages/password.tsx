import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { FormToken } from "../../pages/form_token_field.tsx";
import { NewPasswordField, OwnPasswordField } from "../../pages/password_fields.tsx";
import { Problem } from "../../pages/problem.tsx";
import type { ProofWays } from "../proof.ts";
import { ConfirmElsewhere } from "./confirm.tsx";

/** The form that changes the password, or sets the first one, with what else it does. */
export function AccountPassword(
  { email, hasPassword, ways, token, problem }: {
    email: string;
    hasPassword: boolean;
    /** How the person proves once more who they are. */
    ways: ProofWays;
    token: string;
    problem?: string;
  },
) {
  return (
    <section aria-labelledby="password">
      <h2 id="password">{hasPassword ? "Change your password" : "Set a password"}</h2>
      <Problem message={problem} />
      <p id="password-effect">
        You stay signed in on this page. Everywhere else you are signed out, and every app is
        disconnected, so that nobody who knew the old password keeps a way in.
      </p>
      {(ways.isConfirmed || ways.password) && (
        <form method="post" action={ACCOUNT_PATHS.password}>
          <FormToken token={token} />
          {!ways.isConfirmed && (
            <OwnPasswordField
              name="current_password"
              label="Current password"
              email={email}
              problem={problem}
            />
          )}
          <NewPasswordField name="new_password" label="New password" problem={problem} />
          <button type="submit" aria-describedby="password-effect">
            {hasPassword ? "Change password" : "Set password"}
          </button>
        </form>
      )}
      <ConfirmElsewhere ways={ways} to={ACCOUNT_PATHS.account} token={token} />
    </section>
  );
}
