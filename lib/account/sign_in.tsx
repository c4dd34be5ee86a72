import { checkPasskey } from "../identity/signing_in/check_passkey.ts";
import { checkSignIn } from "../identity/people/check_sign_in.ts";
import { checkSignUp, nameOf } from "../identity/people/check_sign_up.ts";
import { StillSignedIn } from "./pages/sign_out.tsx";
import type { SignedIn } from "../identity/people/accounts.ts";
import type { FormError } from "../identity/people/form_error.ts";
import { noteSignIn, takesPasskeys } from "../identity/signing_in/note_sign_in.ts";
import { SIGN_IN_SCRIPT, SignInPage } from "../identity/pages/sign_in.tsx";
import { NoNewAccountsPage, SignUpPage } from "../identity/pages/sign_up.tsx";
import { TIME_ZONE_SCRIPT } from "../pages/time_zone_field.tsx";
import { ACCOUNT_PATHS } from "../account_paths.ts";
import type { AccountContext, AccountRequest } from "./context.ts";
import { noticeText } from "./notices.ts";
import type { Reply, ShownPage } from "./reply.ts";
import { endsAtProvider } from "./sign_out.ts";
import { labelOf } from "../identity/people/accounts.ts";

/** The sign-in page. An app may have been connected in this browser even so. */
export async function showSignIn(
  request: AccountRequest,
  context: AccountContext,
  { problem, wantsCode }: { problem?: string; wantsCode?: boolean } = {},
): Promise<ShownPage> {
  const { cookies, form, query } = request;
  const to = query.get("to");
  const { login } = context;
  const browser = await context.thisBrowser(cookies.browserSession ?? "");
  const endsThere = browser ? await endsAtProvider(browser.account, login) : false;
  const pathTo = (path: string) => to ? `${path}?${new URLSearchParams({ to })}` : path;
  const page = (
    <SignInPage
      action={login?.passwords === false ? undefined : pathTo(ACCOUNT_PATHS.signIn)}
      passkeyAt={takesPasskeys(context) ? pathTo(ACCOUNT_PATHS.passkeySignIn) : undefined}
      provider={login && { name: login.name, action: pathTo(ACCOUNT_PATHS.login) }}
      signUpAt={context.signUp.policy === "closed" ? undefined : ACCOUNT_PATHS.signUp}
      forgotAt={ACCOUNT_PATHS.forgot}
      email={form.get("email") ?? undefined}
      problem={problem}
      wantsCode={wantsCode}
      notice={noticeText(cookies.notice)}
      aside={browser && (
        <StillSignedIn
          email={labelOf(browser.account)}
          apps={browser.apps}
          provider={endsThere ? login?.name : undefined}
        />
      )}
    >
      To read your journal, to see the apps that use it, and to look after your data and your
      account.
    </SignInPage>
  );
  return { page, script: SIGN_IN_SCRIPT };
}

/**
 * Checks the sign-in form. A new session begins, whatever the browser came with, at the page `to`
 * that the person had opened.
 */
export async function signIn(
  request: AccountRequest,
  context: AccountContext,
  to?: string,
): Promise<Reply> {
  if (context.login?.passwords === false) return await showSignIn(request, context);
  const checked = await checkSignIn(request, { ...context, limit: context.limits.signIns });
  return await goIn(checked, { request, context, way: "password", to });
}

/** Checks the answer of a passkey on the sign-in page. */
export async function signInWithPasskey(
  request: AccountRequest,
  context: AccountContext,
  to?: string,
): Promise<Reply> {
  if (!takesPasskeys(context)) return await showSignIn(request, context);
  const answer = { ...request, browser: request.cookies.login };
  const checked = await checkPasskey(answer, { ...context, limit: context.limits.passkeys });
  return await goIn(checked, { request, context, way: "passkey", to });
}

async function goIn(
  checked: SignedIn | FormError,
  { request, context, way, to }: {
    request: AccountRequest;
    context: AccountContext;
    way: "password" | "passkey";
    to?: string;
  },
): Promise<Reply> {
  const { form } = request;
  const userAgent = userAgentOf(request);
  await noteSignIn(checked, { way, email: form.get("email"), userAgent }, context);
  if ("problem" in checked) {
    const { problem, wantsCode, ...answer } = checked;
    return { ...await showSignIn(request, context, { problem, wantsCode }), ...answer };
  }
  await context.proposeTimeZone(checked, form);
  await endPrevious(request, context);
  return { begin: await context.sessions.begin(checked, userAgent), to };
}

/** What a browser says of itself. */
export function userAgentOf({ request }: Pick<AccountRequest, "request">): string | null {
  return request.headers.get("user-agent");
}

/** The page on which an account is opened without an app. */
export function showSignUp(
  { form, query }: AccountRequest,
  { signUp, login }: AccountContext,
  problem?: string,
): ShownPage {
  const invitation = form.get("invitation") ?? query.get("invitation") ?? "";
  const isClosed = signUp.policy === "closed";
  if (isClosed && invitation === "") return { page: <NoNewAccountsPage />, status: 403 };
  const page = (
    <SignUpPage
      action={login?.passwords === false ? undefined : ACCOUNT_PATHS.signUp}
      provider={login && invitation !== ""
        ? {
          name: login.name,
          action: `${ACCOUNT_PATHS.login}?${new URLSearchParams({ invitation })}`,
        }
        : undefined}
      signInAt={ACCOUNT_PATHS.account}
      name={nameOf(form)}
      email={form.get("email") ?? undefined}
      problem={problem}
      invitation={isClosed || query.has("invitation") ? invitation : undefined}
      needsInvitation={signUp.policy === "invitation"}
    >
      To keep a journal. You can connect an app to it later.
    </SignUpPage>
  );
  return { page, script: TIME_ZONE_SCRIPT };
}

/** Checks the sign-up form and signs in with the new account. */
export async function signUp(request: AccountRequest, context: AccountContext): Promise<Reply> {
  const { accounts, limits, sessions, signUp: policy, invitations } = context;
  if (context.login?.passwords === false) return showSignUp(request, context);
  const limit = limits.signUps;
  const checked = await checkSignUp(request, { accounts, limit, policy, invitations });
  if ("problem" in checked) {
    const { problem, ...answer } = checked;
    return { ...showSignUp(request, context, problem), ...answer };
  }
  await context.proposeTimeZone(checked, request.form);
  await endPrevious(request, context);
  const userAgent = userAgentOf(request);
  await context.signIns.wentWell(checked.account.subject, { way: "sign_up", userAgent });
  return { begin: await sessions.begin(checked, userAgent) };
}

/** A session whose cookie is about to be replaced is one that nobody could sign out of any more. */
export async function endPrevious(
  { cookies }: AccountRequest,
  { sessions }: AccountContext,
): Promise<void> {
  if (cookies.session) await sessions.end(cookies.session);
}
