import { ACCOUNT_PATHS } from "../../account_paths.ts";
import type { Account } from "../../identity/people/accounts.ts";
import { FormToken } from "../../pages/form_token_field.tsx";
import { OwnPasswordField } from "../../pages/password_fields.tsx";
import { Problem } from "../../pages/problem.tsx";
import type { ProofWays } from "../proof.ts";
import { ConfirmElsewhere } from "./confirm.tsx";

/** The fields for the password in the forms of the link. */
export const LINK_FIELDS = {
  link: "link_password",
  unlink: "unlink_password",
  email: "email_password",
} as const;

interface LinkProps {
  account: Account;
  /** What people call the provider. */
  provider: string;
  ways: ProofWays;
  token: string;
  problem?: string;
}

/** What the account has to do with the provider, and how that is changed. */
export function AccountLinkSection(props: LinkProps) {
  return (
    <section aria-labelledby="link">
      <h2 id="link">Sign in with {props.provider}</h2>
      <Problem message={props.problem} />
      {props.account.link ? <Linked {...props} /> : <NotLinked {...props} />}
    </section>
  );
}

function NotLinked(props: LinkProps) {
  const { provider, ways, token } = props;
  return (
    <>
      <p id="link-effect">
        Link your account to{" "}
        {provider}, and you sign in there from now on. Whoever can sign in as you at {provider}{" "}
        can then read your journal.
      </p>
      <OwnerForm
        {...props}
        action={ACCOUNT_PATHS.loginLink}
        field={LINK_FIELDS.link}
        button={`Link to ${provider}`}
        describedBy="link-effect"
      />
      <ConfirmElsewhere ways={ways} to={ACCOUNT_PATHS.account} token={token} />
    </>
  );
}

function Linked(props: LinkProps) {
  const { account, provider, ways, token } = props;
  const { email, isVerified } = account.link ?? {};
  const isOther = email !== undefined && email !== account.email;
  const canUse = isOther && isVerified;
  const canUnlink = ways.password || ways.code || ways.passkey;
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
      {canUse && (
        <OwnerForm
          {...props}
          action={ACCOUNT_PATHS.email}
          field={LINK_FIELDS.email}
          button={`Use ${email} here, too`}
        />
      )}
      {canUnlink && (
        <OwnerForm
          {...props}
          action={ACCOUNT_PATHS.loginUnlink}
          field={LINK_FIELDS.unlink}
          button={`Unlink from ${provider}`}
        />
      )}
      {(canUnlink || canUse) && (
        <>
          {!ways.isConfirmed && !ways.password && <p>To change this, confirm who you are.</p>}
          <ConfirmElsewhere ways={ways} to={ACCOUNT_PATHS.account} token={token} />
        </>
      )}
    </>
  );
}

/** A form for the owner: with their password, or without once they have proven it otherwise. */
function OwnerForm(
  { action, field, button, describedBy, account, ways, token, problem }: LinkProps & {
    action: string;
    field: string;
    button: string;
    describedBy?: string;
  },
) {
  if (!ways.isConfirmed && !ways.password) return null;
  return (
    <form method="post" action={action}>
      <FormToken token={token} />
      {!ways.isConfirmed && (
        <OwnPasswordField
          name={field}
          label="Password of this account"
          email={account.email ?? ""}
          problem={problem}
        />
      )}
      <button type="submit" class="second" aria-describedby={describedBy}>{button}</button>
    </form>
  );
}
