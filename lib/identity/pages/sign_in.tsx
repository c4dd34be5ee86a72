import { Page } from "../../pages/mod.ts";
import type { ClientView } from "../client_view.ts";
import { interactionPath } from "../paths.ts";
import { describedBy, Problem } from "./problem.tsx";

/** The page on which a person with an account signs in. */
export function SignInPage(
  { uid, client, email, problem, signUpOffered }: {
    uid: string;
    client: ClientView;
    /** Filled in already: what the person typed before, or the client's hint. */
    email?: string;
    problem?: string;
    signUpOffered: boolean;
  },
) {
  return (
    <Page title="Sign in">
      <p>
        To connect <strong>{client.name}</strong> to your journal.
      </p>
      <Problem message={problem} />
      <form method="post" action={interactionPath(uid)}>
        <div class="field">
          <label for="email">E-mail address</label>
          <input
            id="email"
            name="email"
            type="email"
            autocomplete="username"
            required
            value={email}
            {...describedBy(problem)}
          />
        </div>
        <div class="field">
          <label for="password">Password</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            {...describedBy(problem)}
          />
        </div>
        <div class="actions">
          <button type="submit">Sign in</button>
        </div>
      </form>
      {signUpOffered &&
        (
          <p>
            New here? <a href={`${interactionPath(uid)}/sign-up`}>Create an account</a>
          </p>
        )}
    </Page>
  );
}
