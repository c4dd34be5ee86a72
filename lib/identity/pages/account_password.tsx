import { ACCOUNT_PATHS } from "../paths.ts";
import { describedBy, Problem } from "./problem.tsx";

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
        {/* For password managers, which would not know whose password it is. */}
        <input type="hidden" autocomplete="username" value={email} />
        <div class="field">
          <label for="current_password">Current password</label>
          <input
            id="current_password"
            name="current_password"
            type="password"
            autocomplete="current-password"
            required
            // Far down the page: the focus leads there, and to what went wrong.
            autofocus={problem !== undefined}
            {...describedBy(problem)}
          />
        </div>
        <div class="field">
          <label for="new_password">New password</label>
          <input
            id="new_password"
            name="new_password"
            type="password"
            autocomplete="new-password"
            required
            minlength={8}
            maxlength={256}
            {...describedBy(problem, "password-hint")}
          />
          <small id="password-hint">
            At least 8 characters. A few unrelated words make a good one.
          </small>
        </div>
        <button type="submit" aria-describedby="password-effect">Change password</button>
      </form>
    </section>
  );
}
