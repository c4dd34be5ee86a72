import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { takesPasskeys } from "../../identity/signing_in/note_sign_in.ts";
import { formTokenOf } from "../../pages/form_token.ts";
import { PASSKEY_FIELD } from "../../pages/passkey_form.tsx";
import { PASSKEY_SCRIPT } from "../../pages/passkey_script.ts";
import { plainText } from "../../plain_text.ts";
import type { Action } from "../actions.ts";
import type { AccountContext, SignedInRequest } from "../context.ts";
import { type Notice, noticeText } from "../notices.ts";
import { AccountPasskeysPage, RecoveryCodesPage } from "../pages/security/passkeys.tsx";
import { proofWays } from "../proof.ts";
import type { Done, Reply, ShownPage } from "../reply.ts";
import { userAgentOf } from "../sign_in.tsx";
import { browserInWords } from "../../identity/sign_ins/user_agent.ts";

const MAX_NAME = 60;

/** The passkeys of the person, and what they want asked for. */
export async function showPasskeys(
  request: SignedInRequest,
  context: AccountContext,
): Promise<ShownPage> {
  const { account, cookies } = request;
  const [owned, preferences, ways] = await Promise.all([
    context.passkeys.of(account.subject),
    context.dataOf(account.subject).preferences(),
    proofWays(request, context),
  ]);
  const page = (
    <AccountPasskeysPage
      {...owned}
      isPossible={takesPasskeys(context)}
      hasPassword={ways.password || ways.code}
      provider={ways.provider}
      isConfirmed={ways.isConfirmed}
      proposedName={browserInWords(userAgentOf(request))}
      preferences={preferences}
      token={formTokenOf(cookies.session ?? "")}
      notice={noticeText(cookies.notice)}
    />
  );
  return { page, script: PASSKEY_SCRIPT };
}

/** Keeps a passkey that the browser has made. */
export const addPasskey = confirmedOnly(async (request, { passkeys, ...context }) => {
  const { account, form, cookies } = request;
  if (!takesPasskeys({ passkeys, ...context })) return back("passkey_not_added");
  const name = plainText(form.get("name"), MAX_NAME) ?? "Passkey";
  const answer = form.get(PASSKEY_FIELD) ?? "";
  const added = await passkeys.add(account.subject, { answer, name, browser: cookies.login });
  if (added) await context.told.tell(account.subject, { kind: "passkey", name });
  return back(added ? "passkey_added" : "passkey_not_added");
});

/** Gives a passkey another name. */
export const renamePasskey: Action = async ({ account, form }, { passkeys }) => {
  const name = plainText(form.get("new_name"), MAX_NAME) ?? "Passkey";
  const done = await passkeys.rename(account.subject, { id: form.get("passkey_id") ?? "", name });
  return back(done ? "passkey_renamed" : "unknown_passkey");
};

/** Removes a passkey. */
export const removePasskey = confirmedOnly(async ({ account, form }, { passkeys }) => {
  const done = await passkeys.remove(account.subject, form.get("passkey_id") ?? "");
  if (done) return back("passkey_removed");
  const { passkeys: left } = await passkeys.of(account.subject);
  const isThere = left.some(({ id }) => id === form.get("passkey_id"));
  return back(isThere ? "passkey_stays" : "unknown_passkey");
});

/** Lets the password alone suffice no longer, and shows the recovery codes. */
export const requirePasskey = confirmedOnly(async ({ account }, { passkeys }) => {
  if ((await passkeys.of(account.subject)).isRequired) return back();
  return showCodes(await passkeys.require(account.subject));
});

/** Lets the password alone suffice again. */
export const requirePasskeyNoLonger = confirmedOnly(async ({ account }, { passkeys }) => {
  await passkeys.requireNoLonger(account.subject);
  return back("required_no_longer");
});

/** Makes new recovery codes, and shows them. */
export const renewRecoveryCodes = confirmedOnly(async ({ account }, { passkeys }) =>
  showCodes(await passkeys.renewCodes(account.subject))
);

function showCodes(codes: string[] | undefined): Reply {
  return codes ? { page: <RecoveryCodesPage codes={codes} /> } : back("passkey_first");
}

function back(notice?: Notice): Done {
  return { notice, to: ACCOUNT_PATHS.passkeys };
}

/** What protects an account is changed by somebody only who has just proven to be its owner. */
function confirmedOnly(action: Action): Action {
  return async (request, context) =>
    await context.sessions.isConfirmed(request.cookies.session ?? "")
      ? await action(request, context)
      : back("confirm_first");
}
