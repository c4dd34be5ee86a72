import { checkSignIn } from "../identity/people/check_sign_in.ts";
import { checkSignUp, nameOf } from "../identity/people/check_sign_up.ts";
import { StillSignedIn } from "./pages/sign_out.tsx";
import { SignInPage } from "../identity/pages/sign_in.tsx";
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
  problem?: string,
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
      provider={login && { name: login.name, action: pathTo(ACCOUNT_PATHS.login) }}
      signUpAt={context.signUp.policy === "closed" ? undefined : ACCOUNT_PATHS.signUp}
      forgotAt={ACCOUNT_PATHS.forgot}
      email={form.get("email") ?? undefined}
      problem={problem}
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
  return { page, script: TIME_ZONE_SCRIPT };
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
  const { accounts, limits, sessions } = context;
  if (context.login?.passwords === false) return await showSignIn(request, context);
  const checked = await checkSignIn(request, { accounts, limit: limits.signIns });
  if ("problem" in checked) {
    const { problem, ...answer } = checked;
    return { ...await showSignIn(request, context, problem), ...answer };
  }
  await context.proposeTimeZone(checked, request.form);
  await endPrevious(request, context);
  return { begin: await sessions.begin(checked), to };
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
  return { begin: await sessions.begin(checked) };
}

/** A session whose cookie is about to be replaced is one that nobody could sign out of any more. */
export async function endPrevious(
  { cookies }: AccountRequest,
  { sessions }: AccountContext,
): Promise<void> {
  if (cookies.session) await sessions.end(cookies.session);
}
