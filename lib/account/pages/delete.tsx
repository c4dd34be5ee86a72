import type { Child } from "hono/jsx";
import { FormToken } from "../../pages/form_token_field.tsx";
import { Page } from "../../pages/mod.ts";
import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { BackToAccount } from "./back_to_account.tsx";
import { Notice } from "../../pages/notice.tsx";
import { OwnPasswordField } from "../../pages/password_fields.tsx";
import { Problem } from "../../pages/problem.tsx";
import type { DataCounts } from "../person_data.ts";
import type { ProofWays } from "../proof.ts";
import { ConfirmElsewhere } from "./confirm.tsx";

/** The page on which a person deletes everything, after it has said what that is. */
export function AccountDeletePage(
  { account, stays, email, ways, entries, tags, trashed, token, notice, problem }: DataCounts & {
    /** What goes with an account that is kept here, as an item of the list. */
    account?: Child;
    /** What stays elsewhere. */
    stays?: string;
    /** Who is signed in. */
    email: string;
    ways: ProofWays;
    token: string;
    notice?: string;
    problem?: string;
  },
) {
  return (
    <Page title="Delete my data">
      <Notice message={notice} />
      <Problem message={problem} />
      <p>This deletes for ever, and nobody can bring it back:</p>
      <ul class="links">
        <li>
          your journal: {count(entries, "entry", "entries")}, {count(trashed, "entry", "entries")}
          {" "}
          in the trash, {count(tags, "tag", "tags")}, and everything that entries said before
        </li>
        <li>the search index and the record of what your apps did</li>
        {account}
      </ul>
      <p>
        {stays}{" "}
        What an app has read it may have kept. Backups of whoever runs this server are theirs to
        delete. To keep a copy, <a href={`${ACCOUNT_PATHS.account}#data`}>download your journal</a>
        {" "}
        first.
      </p>
      {(ways.isConfirmed || ways.password) && (
        <form method="post" action={ACCOUNT_PATHS.deleteData}>
          <FormToken token={token} />
          {!ways.isConfirmed && (
            <OwnPasswordField name="password" label="Password" email={email} problem={problem} />
          )}
          <label class="choice">
            <input type="checkbox" name="understood" value="yes" required />
            <span>I want everything listed here to be deleted for ever.</span>
          </label>
          <div class="actions">
            <button type="submit">Delete everything</button>
          </div>
        </form>
      )}
      <ConfirmElsewhere ways={ways} to={ACCOUNT_PATHS.deleteData} token={token} />
      <BackToAccount />
    </Page>
  );
}

/** That an account here goes, too. */
export function OwnAccount({ email, apps }: { email: string; apps: number }) {
  return (
    <li>
      your account {email} with your name, its password or link, and the access of{" "}
      {count(apps, "connected app", "connected apps")}
    </li>
  );
}

/** The last page of somebody who had an account here. */
export function AccountGonePage() {
  return (
    <GonePage>
      Your account is closed and everything in it is being removed. No app can reach it any more,
      and nobody can sign in to it.
    </GonePage>
  );
}

/** The last page; `children` says what is deleted. */
export function GonePage({ children }: { children: Child }) {
  return (
    <Page title="Your data is deleted">
      <p role="status">{children}</p>
      <p>
        <a href="/">What this server is</a>
      </p>
    </Page>
  );
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
