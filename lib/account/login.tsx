import { sha256 } from "../digest.ts";
import { ACCOUNT_PATHS } from "../account_paths.ts";
import type { Purpose } from "../identity/login/attempts.ts";
import type { Finished, Login } from "../identity/login/login.ts";
import { LoginProblem } from "../identity/login/problem.ts";
import { LoginProblemPage, statusOf } from "../identity/pages/login_problem.tsx";
import { takesPasskeys } from "../identity/signing_in/note_sign_in.ts";
import { interactionPath } from "../identity/paths.ts";
import type { AccountContext, AccountRequest, SignedInRequest } from "./context.ts";
import { showAccount } from "./overview.tsx";
import { LINK_FIELDS } from "./pages/link.tsx";
import { placeToConfirm, proveOwner } from "./proof.ts";
import { answerFirstLogin, showFirstLogin } from "./first_login.tsx";
import type { Reply, ShownPage } from "./reply.ts";
import { endPrevious, userAgentOf } from "./sign_in.tsx";

/** Sends somebody to the provider to sign in, and then to the page `to` that they had opened. */
export function startLogin(
  request: AccountRequest,
  context: AccountContext,
  to?: string,
): Promise<Reply> {
  const code = request.query.get("invitation");
  const invitation = code ? { invitation: sha256(code) } : {};
  return goToProvider({ kind: "account", to, ...invitation }, { request, context });
}

/** Sends the person who is signed in to the provider, to be asked there once more. */
export function confirmLogin(
  request: SignedInRequest,
  context: AccountContext,
): Promise<Reply> {
  const { account: { subject, link }, form } = request;
  if (!link) return Promise.resolve({});
  const to = placeToConfirm(form.get("to"));
  return goToProvider({ kind: "confirm", subject, to }, { request, context });
}

/** Sends somebody to the provider to link their account, once they have given its password. */
export async function linkAccount(
  request: SignedInRequest,
  context: AccountContext,
): Promise<Reply> {
  if (!context.login || request.account.link) return {};
  const refused = await refuseUnproven(request, context, LINK_FIELDS.link);
  if (refused) return refused;
  const { subject } = request.account;
  return await goToProvider({ kind: "link", subject }, { request, context });
}

/**
 * Ends the link, once the owner has proven who they are, and if they have a password or a passkey to
 * sign in with.
 */
export async function unlinkAccount(
  request: SignedInRequest,
  context: AccountContext,
): Promise<Reply> {
  const { account } = request;
  const { links, login, passkeys } = context;
  const refused = await refuseUnproven(request, context, LINK_FIELDS.unlink);
  if (refused) return refused;
  const options = { takesPasskeys: takesPasskeys({ passkeys, login }) };
  const done = login?.passwords !== false && await links.unlink(account.subject, options);
  return { notice: done ? "unlinked" : "not_unlinked" };
}

/** Takes the address over that the provider says is the person's own, after the same proof. */
export async function useEmail(
  request: SignedInRequest,
  context: AccountContext,
): Promise<Reply> {
  const { account } = request;
  const { links, told } = context;
  const refused = await refuseUnproven(request, context, LINK_FIELDS.email);
  if (refused) return refused;
  if (!await links.useEmail(account.subject)) return { notice: "email_taken" };
  await told.tell(account.subject, { kind: "email", before: account.email });
  return { notice: "email" };
}

/** Shows the account page again to whoever has not proven to own the account. */
async function refuseUnproven(
  request: SignedInRequest,
  context: AccountContext,
  field: string,
): Promise<Reply | undefined> {
  const refused = await proveOwner(request, context, { field, wrong: "The password is wrong" });
  if (!refused) return undefined;
  const { problem, ...answer } = refused;
  return { ...await showAccount(request, context, { at: "link", message: problem }), ...answer };
}

/** Answers the redirect from the provider. */
export async function finishLogin(
  request: AccountRequest,
  context: AccountContext,
): Promise<Reply> {
  const { login } = context;
  if (!login) return {};
  const finished = await login.finish(request.query, request.cookies.login);
  return await afterLogin(finished, { request, context, login });
}

/** Goes on with somebody who has said whether an account here is theirs. */
export async function firstLogin(
  request: AccountRequest,
  context: AccountContext,
): Promise<Reply> {
  const { login } = context;
  if (!login) return {};
  const id = request.form.get("first") ?? "";
  const answered = await answerFirstLogin({ request, context, login, id });
  return "kind" in answered ? await afterLogin(answered, { request, context, login }) : answered;
}

/** Where somebody goes who has come back from the provider. */
async function afterLogin(
  finished: Finished,
  { request, context, login }: { request: AccountRequest; context: AccountContext; login: Login },
): Promise<Reply> {
  switch (finished.kind) {
    case "problem":
      return showProblem(finished.problem, { login, back: placeOf(finished.purpose) });
    case "first":
      return await showFirstLogin({ request, login, id: finished.id, context });
    case "confirmed":
      await context.sessions.confirm(request.cookies.session ?? "", finished.subject);
      return { notice: "confirmed", to: finished.to };
    case "linked":
      return { notice: "linked" };
    case "signed_in":
      return await enter(finished, { request, context });
  }
}

async function enter(
  { person, purpose, timeZone }: Finished & { kind: "signed_in" },
  { request, context }: { request: AccountRequest; context: AccountContext },
): Promise<Reply> {
  if (timeZone) {
    await context.proposeTimeZone(person, new URLSearchParams({ time_zone: timeZone }));
  }
  const userAgent = userAgentOf(request);
  await context.signIns.wentWell(person.account.subject, { way: "provider", userAgent });
  if (purpose.kind === "authorize") return { to: await context.finishSignIn(purpose.uid, person) };
  await endPrevious(request, context);
  const to = purpose.kind === "account" ? purpose.to : undefined;
  return { begin: await context.sessions.begin(person, userAgent), to };
}

async function goToProvider(
  purpose: Purpose,
  { request, context }: { request: AccountRequest; context: AccountContext },
): Promise<Reply> {
  const { login } = context;
  if (!login) return {};
  const browser = request.cookies.login ?? login.cookie.readOrMake(undefined);
  try {
    const url = await login.begin(purpose, {
      ...{ browser, address: request.address },
      timeZone: request.form.get("time_zone") ?? undefined,
    });
    return { to: url.href, login: browser };
  } catch (error) {
    if (!(error instanceof LoginProblem)) throw error;
    return showProblem(error, { login, back: placeOf(purpose) });
  }
}

function showProblem(
  problem: LoginProblem,
  { login, back }: { login: Login; back: string },
): ShownPage {
  return {
    page: <LoginProblemPage problem={problem} name={login.name} back={back} />,
    status: statusOf(problem),
    retryAfter: problem.retryAfter,
  };
}

/** Where a way to the provider began. */
function placeOf(purpose?: Purpose): string {
  switch (purpose?.kind) {
    case "authorize":
      return interactionPath(purpose.uid);
    case "confirm":
      return purpose.to;
    default:
      return purpose?.kind === "account" && purpose.to || ACCOUNT_PATHS.account;
  }
}
