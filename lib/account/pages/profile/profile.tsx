import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import type { Account } from "../../../identity/people/accounts.ts";
import type { DateSettings } from "../../../journal/mod.ts";
import { FormToken } from "../../../pages/form_token_field.tsx";
import { Page } from "../../../pages/mod.ts";
import { Notice } from "../../../pages/notice.tsx";
import { OwnPasswordField } from "../../../pages/password_fields.tsx";
import { describedBy, Problem } from "../../../pages/problem.tsx";
import type { Usage } from "../../person_data.ts";
import type { ProofWays } from "../../proof.ts";
import { BackToAccount } from "../back_to_account.tsx";
import { ConfirmElsewhere } from "../confirm.tsx";
import { DatesForm } from "./dates.tsx";
import { UsageSection } from "./usage.tsx";

interface ProfileProps {
  account: Account;
  /** The address that is in the form. */
  email?: string;
  /** Who is signed in. */
  label: string;
  ways: ProofWays;
  dates: DateSettings;
  usage: Usage;
  token: string;
  notice?: string;
  problem?: string;
}

/** The page of who the person is here, how they are shown dates, and how much they have. */
export function AccountProfilePage(props: ProfileProps) {
  const { account, dates, usage, token, notice } = props;
  return (
    <Page title="You, here" wide>
      <Notice message={notice} />
      <form method="post" action={ACCOUNT_PATHS.name}>
        <FormToken token={token} />
        <div class="field">
          <label for="name">Name</label>
          <input id="name" name="name" autocomplete="name" maxlength={100} value={account.name} />
        </div>
        <button type="submit" class="second">Set name</button>
      </form>
      <EmailSection {...props} />
      <DatesForm dates={dates} token={token} />
      <UsageSection usage={usage} />
      <BackToAccount />
    </Page>
  );
}

function EmailSection({ account, email, label, ways, token, problem }: ProfileProps) {
  return (
    <section aria-labelledby="email-address">
      <h2 id="email-address">
        {account.email ? "Change your e-mail address" : "Set an e-mail address"}
      </h2>
      <Problem message={problem} />
      <p id="email-effect">You sign in with it from then on. Nothing else changes.</p>
      {(ways.isConfirmed || ways.password) && (
        <form method="post" action={ACCOUNT_PATHS.ownEmail}>
          <FormToken token={token} />
          <div class="field">
            <label for="new_email">E-mail address</label>
            <input
              id="new_email"
              name="new_email"
              type="email"
              autocomplete="email"
              required
              maxlength={254}
              value={email}
              {...describedBy(problem, "email-effect")}
            />
          </div>
          {!ways.isConfirmed && (
            <OwnPasswordField name="password" label="Password" email={label} problem={problem} />
          )}
          <button type="submit" class="second">Set e-mail address</button>
        </form>
      )}
      <ConfirmElsewhere ways={ways} to={ACCOUNT_PATHS.profile} token={token} />
    </section>
  );
}
