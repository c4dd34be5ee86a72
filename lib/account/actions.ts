import { tryPassword } from "../identity/people/check_sign_in.ts";
import { passwordProblem } from "../identity/people/passwords.ts";
import type { FormError } from "../identity/people/form_error.ts";
import type { AccountContext, SignedInRequest } from "./context.ts";
import { showAccount } from "./overview.tsx";
import { confirmFirst, proofWays } from "./proof.ts";
import type { Reply } from "./reply.ts";
import { userAgentOf } from "./sign_in.tsx";

/** Something that a person who is signed in does with a button of their page. */
export type Action = (request: SignedInRequest, context: AccountContext) => Promise<Reply>;

/** Ends the tokens of one app. Somebody else's is as unknown as one that does not exist. */
export async function disconnect(
  { account, form }: SignedInRequest,
  { connections }: AccountContext,
): Promise<Reply> {
  const ended = await connections.end(account.subject, form.get("app") ?? "");
  return { notice: ended ? "disconnected" : "unknown_app" };
}

/** Ends the tokens of all apps. Every browser stays signed in. */
export async function disconnectAll(
  { account }: SignedInRequest,
  { connections }: AccountContext,
): Promise<Reply> {
  await connections.endAll(account.subject);
  return { notice: "all_disconnected" };
}

/** Sets a new password. Every session ends and every token; a new session begins in this browser. */
export async function changePassword(
  request: SignedInRequest,
  context: AccountContext,
): Promise<Reply> {
  const { account: { subject, email }, form, address } = request;
  const { accounts, limits, sessions } = context;
  const next = form.get("new_password") ?? "";

  const refuse = async ({ problem, ...answer }: FormError): Promise<Reply> => ({
    ...await showAccount(request, context, { at: "password", message: problem }),
    ...answer,
  });

  if (!email || context.login?.passwords === false) return { notice: "no_password" };
  const problem = passwordProblem(next, email);
  if (problem) return await refuse({ problem, status: 400 });
  const ways = await proofWays(request, context);
  if (!ways.password && !ways.isConfirmed) return await refuse(confirmFirst(ways));
  const current = ways.isConfirmed ? undefined : form.get("current_password") ?? "";
  const attempt = () => accounts.changePassword(subject, { current, next });
  const changed = await tryPassword(attempt, { address, email, limit: limits.signIns }) ??
    { problem: "The current password is wrong", status: 400 };
  if ("problem" in changed) return await refuse(changed);
  await endEverything(subject, context);
  await context.told.tell(subject, { kind: "password" });
  return { notice: "password", begin: await sessions.begin(changed, userAgentOf(request)) };
}

/** Forgets what the person was told and has seen. */
export async function seeEvents(
  { account, form }: SignedInRequest,
  { told }: AccountContext,
): Promise<Reply> {
  await told.see(account.subject, form.get("last") ?? "");
  return {};
}

/** Ends every session in every browser and every token. */
export async function signOutEverywhere(
  { account }: SignedInRequest,
  context: AccountContext,
): Promise<Reply> {
  await context.accounts.signOutEverywhere(account.subject);
  await endEverything(account.subject, context);
  return { notice: "signed_out_everywhere", signedOut: true };
}

/** Sessions first: no app can be connected any more when the apps are counted. */
export async function endEverything(
  subject: string,
  { sessions, endBrowserSessions, connections }: AccountContext,
): Promise<void> {
  await Promise.all([sessions.endAll(subject), endBrowserSessions(subject)]);
  await connections.endAll(subject);
}
