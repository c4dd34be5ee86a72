import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { labelOf } from "../../identity/people/accounts.ts";
import { checkPasskey } from "../../identity/signing_in/check_passkey.ts";
import {
  RECOVERY_CODE_FIELD,
  tryPassword,
  withRecoveryCode,
} from "../../identity/people/check_sign_in.ts";
import type { FormError } from "../../identity/people/form_error.ts";
import { takesPasskeys } from "../../identity/signing_in/note_sign_in.ts";
import { formTokenOf } from "../../pages/form_token.ts";
import { PASSKEY_SCRIPT } from "../../pages/passkey_script.ts";
import type { AccountContext, SignedInRequest } from "../context.ts";
import { ConfirmPage } from "../pages/confirm.tsx";
import { placeToConfirm, proofWays } from "../proof.ts";
import type { Reply } from "../reply.ts";

/** The page on which somebody proves once more who they are, on the way to another page. */
export async function showConfirm(
  request: SignedInRequest,
  context: AccountContext,
  problem?: string,
): Promise<Reply> {
  const ways = await proofWays(request, context);
  const to = placeToConfirm(request.query.get("to"));
  if (ways.isConfirmed) return { to };
  const token = formTokenOf(request.cookies.session ?? "");
  const email = labelOf(request.account);
  return {
    page: <ConfirmPage {...{ email, ways, to, token, problem }} />,
    script: PASSKEY_SCRIPT,
  };
}

/** Takes the password, with a recovery code where a passkey is asked for. */
export async function confirmWithPassword(
  request: SignedInRequest,
  context: AccountContext,
): Promise<Reply> {
  const { account: { subject, email }, form, address } = request;
  const ways = await proofWays(request, context);
  if (!ways.password && !ways.code) return await showConfirm(request, context);
  const attempt = async () => {
    const signedIn = await context.accounts.verify(subject, form.get("password") ?? "");
    const code = form.get(RECOVERY_CODE_FIELD);
    return signedIn && await withRecoveryCode(signedIn, { code, passkeys: context.passkeys });
  };
  const limit = context.limits.signIns;
  const problem = ways.code
    ? "The password or the recovery code is wrong"
    : "The password is wrong";
  const checked = await tryPassword(attempt, { address, email: email ?? subject, limit }) ??
    { problem, status: 400 };
  return "problem" in checked
    ? await refuse(checked, { request, context })
    : await confirmed(request, context);
}

/** Takes the answer of a passkey. */
export async function confirmWithPasskey(
  request: SignedInRequest,
  context: AccountContext,
): Promise<Reply> {
  if (!takesPasskeys(context)) return await showConfirm(request, context);
  const { subject } = request.account;
  const checked = await checkPasskey({ ...request, browser: request.cookies.login }, {
    ...context,
    limit: context.limits.passkeys,
    purpose: { kind: "confirm", subject },
  });
  return "problem" in checked
    ? await refuse(checked, { request, context })
    : await confirmed(request, context);
}

async function refuse(
  { problem, wantsCode: _, ...answer }: FormError,
  { request, context }: { request: SignedInRequest; context: AccountContext },
): Promise<Reply> {
  return { ...await showConfirm(request, context, problem), ...answer };
}

async function confirmed(
  { account, cookies, query }: SignedInRequest,
  { sessions }: AccountContext,
): Promise<Reply> {
  await sessions.confirm(cookies.session ?? "", account.subject);
  return { notice: "confirmed", to: placeToConfirm(query.get("to")) };
}

/** Where somebody goes first who has not proven yet who they are. */
export const CONFIRM_PASSKEYS = `${ACCOUNT_PATHS.confirm}?${new URLSearchParams({
  to: ACCOUNT_PATHS.passkeys,
})}`;
