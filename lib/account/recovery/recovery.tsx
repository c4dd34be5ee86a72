import { isEmail, labelOf, normalizeEmail } from "../../identity/people/accounts.ts";
import { tooManyAttempts, unlessBusy } from "../../identity/people/form_error.ts";
import { passwordProblem } from "../../identity/people/passwords.ts";
import { endEverything } from "../actions.ts";
import type { AccountContext, AccountRequest } from "../context.ts";
import type { Reply, ShownPage } from "../reply.ts";
import { endPrevious, userAgentOf } from "../sign_in.tsx";
import { ForgotPage, LinkSentPage, NoLinkPage, ResetPage } from "./pages.tsx";

/** The page for somebody who has forgotten a password. */
export function showForgot(
  { form }: AccountRequest,
  { sendResetLink }: AccountContext,
  problem?: string,
): ShownPage {
  const email = form.get("email") ?? undefined;
  return { page: <ForgotPage sendsMail={sendResetLink !== undefined} {...{ email, problem }} /> };
}

/** Sends a link, if the server sends mail: what is answered, and when, tells nothing of accounts. */
export async function askForLink(request: AccountRequest, context: AccountContext): Promise<Reply> {
  const { form, address } = request;
  const email = normalizeEmail(form.get("email") ?? "");
  if (!context.sendResetLink) return showForgot(request, context);
  const retryAfter = await context.limits.resets.take(address);
  if (retryAfter > 0) {
    const { problem, ...answer } = tooManyAttempts(retryAfter);
    return { ...showForgot(request, context, problem), ...answer };
  }
  if (!isEmail(email)) {
    const problem = "The e-mail address is not complete: expected one like name@example.com";
    return { ...showForgot(request, context, problem), status: 400 };
  }
  context.sendResetLink(email);
  return { page: <LinkSentPage email={email} /> };
}

/** Where a link leads. Looking changes nothing: programs look at the links of mails. */
export async function showReset(
  request: AccountRequest,
  { resets, login, limits }: AccountContext,
  problem?: string,
): Promise<ShownPage> {
  const retryAfter = await limits.resets.take(request.address);
  if (retryAfter > 0) return { page: <NoLinkPage />, ...tooManyAttempts(retryAfter) };
  const token = request.form.get("token") ?? request.query.get("token") ?? "";
  const account = login?.passwords === false ? undefined : await resets.find(token);
  if (!account) return { page: <NoLinkPage />, status: 410 };
  return { page: <ResetPage token={token} label={labelOf(account)} problem={problem} /> };
}

/** Sets the password: the link is used up, every session and every token ends, and a session begins. */
export async function setPassword(
  request: AccountRequest,
  context: AccountContext,
): Promise<Reply> {
  const { form } = request;
  const { resets, sessions, login } = context;
  const token = form.get("token") ?? "";
  const next = form.get("new_password") ?? "";
  const account = login?.passwords === false ? undefined : await resets.find(token);
  if (!account) return { page: <NoLinkPage />, status: 410 };
  const problem = passwordProblem(next, account.email ?? "");
  if (problem) return { ...await showReset(request, context, problem), status: 400 };
  const changed = await unlessBusy(() => resets.use(token, next));
  if (!changed) return { page: <NoLinkPage />, status: 410 };
  if ("problem" in changed) {
    const { problem, ...answer } = changed;
    return { ...await showReset(request, context, problem), ...answer };
  }
  await endEverything(account.subject, context);
  await context.told.tell(account.subject, { kind: "password" });
  await endPrevious(request, context);
  // The new password alone does not let in whoever wants a passkey asked for.
  const { isRequired, passkeys } = await context.passkeys.of(account.subject);
  if (isRequired) return { notice: "password_set_passkey" };
  const userAgent = userAgentOf(request);
  await context.signIns.wentWell(account.subject, { way: "reset", userAgent });
  // Who had the account before, with this address or not, may have left another way in.
  const hasOtherWays = passkeys.length > 0 || account.link !== undefined;
  const notice = hasOtherWays ? "password_set_others" : "password_set";
  return { notice, begin: await sessions.begin(changed, userAgent) };
}
