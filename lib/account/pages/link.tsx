import { ACCOUNT_PATHS } from "../../account_paths.ts";
import type { Account } from "../../identity/people/accounts.ts";
import { FormToken } from "../../pages/form_token_field.tsx";
import { OwnPasswordField } from "../../pages/password_fields.tsx";
import { Problem } from "../../pages/problem.tsx";
import type { ProofWays } from "../proof.ts";
import { ConfirmElsewhere } from "./confirm.tsx";

interface LinkProps {
  account: Account;
  /** What people call the provider. */
  provider: string;
}

/** What the account has to do with the provider, and how that is changed. */
export function AccountLinkSection(
  { ways, token, problem, ...link }: LinkProps & {
    ways: ProofWays;
    token: string;
    problem?: string;
  },
) {
  const { account, provider } = link;
  return (
    <section aria-labelledby="link">
      <h2 id="link">Sign in with {provider}</h2>
      {account.link
        ? <Linked {...link} token={token} canUnlink={ways.password || ways.code || ways.passkey} />
        : (
          <>
            <Problem message={problem} />
            <p id="link-effect">
              Link your account to{" "}
              {provider}, and you sign in there from now on. Whoever can sign in as you at{" "}
              {provider} can then read your journal.
            </p>
            {(ways.isConfirmed || ways.password) && (
              <form method="post" action={ACCOUNT_PATHS.loginLink}>
                <FormToken token={token} />
                {!ways.isConfirmed && (
                  <OwnPasswordField
                    name="link_password"
                    label="Password of this account"
                    email={account.email ?? ""}
                    problem={problem}
                  />
                )}
                <button type="submit" class="second" aria-describedby="link-effect">
                  Link to {provider}
                </button>
              </form>
            )}
            <ConfirmElsewhere ways={ways} to={ACCOUNT_PATHS.account} token={token} />
          </>
        )}
    </section>
  );
}

function Linked(
  { account, provider, canUnlink, token }: LinkProps & { canUnlink: boolean; token: string },
) {
  const { email, isVerified } = account.link ?? {};
  const isOther = email !== undefined && email !== account.email;
  return (
    <>
      <p>
        You sign in with {provider}
        {email && (
          <>
            , where your e-mail address is <strong>{email}</strong>
          </>
        )}.
      </p>
      {isOther && (
        <p>
          {account.email ? `Here it is ${account.email}.` : "Here you have none."} {isVerified
            ? "Your journal stays the same, whichever you use."
            : `${provider} has not confirmed that address, so it cannot be yours here.`}
        </p>
      )}
      {isOther && isVerified && (
        <form method="post" action={ACCOUNT_PATHS.email}>
          <FormToken token={token} />
          <button type="submit" class="second">Use {email} here, too</button>
        </form>
      )}
      {canUnlink && (
        <form method="post" action={ACCOUNT_PATHS.loginUnlink}>
          <FormToken token={token} />
          <button type="submit" class="second">Unlink from {provider}</button>
        </form>
      )}
    </>
  );
}
