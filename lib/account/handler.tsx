import { methodNotAllowed } from "../http/oauth_http.ts";
import { ForgedPage } from "../pages/message.tsx";
import { ACCOUNT_PATHS } from "../account_paths.ts";
import { isSameOrigin } from "../http/same_origin.ts";
import * as actions from "./actions.ts";
import type { AccountContext, AccountRequest } from "./context.ts";
import { cookieKit } from "./cookies.ts";
import { DATA_ACTIONS, DATA_PAGES } from "./data/routes.ts";
import { deleteEverything, showDelete } from "./delete.tsx";
import { limited, withToken } from "./data/limited.tsx";
import * as profile from "./profile/profile.tsx";
import { changeScopes, showApp } from "./security/app.tsx";
import { answerChallenge } from "./security/challenge.ts";
import * as confirm from "./security/confirm.tsx";
import * as passkeys from "./security/passkeys.tsx";
import * as signIns from "./security/sign_ins.tsx";
import { hasFormToken, TOKEN_FIELD } from "./transfer/form_token.ts";
import { isUpload, takeParts } from "./transfer/take_part.ts";
import * as login from "./login.tsx";
import * as recovery from "./recovery/recovery.tsx";
import { showSignIn, showSignUp, signIn, signInWithPasskey, signUp } from "./sign_in.tsx";
import { showAccount } from "./overview.tsx";
import { readForm } from "../http/read_form.ts";
import { type Reply, respond } from "./reply.ts";
import { signOut } from "./sign_out.ts";
import { placeToReturn } from "../pages/wanted_page.ts";

/** The pages of a person who is signed in. */
const PAGES: Record<string, actions.Action> = {
  ...DATA_PAGES,
  [ACCOUNT_PATHS.account]: (request, context) => showAccount(request, context),
  [ACCOUNT_PATHS.profile]: limited((request, context) => profile.showProfile(request, context)),
  [ACCOUNT_PATHS.confirm]: (request, context) => confirm.showConfirm(request, context),
  [ACCOUNT_PATHS.passkeys]: passkeys.showPasskeys,
  [ACCOUNT_PATHS.signIns]: limited(signIns.showSignIns),
  [ACCOUNT_PATHS.app]: showApp,
  [ACCOUNT_PATHS.deleteData]: limited((request, context) => showDelete(request, context)),
};

/** The actions of a person who is signed in; without a session nothing happens. */
const ACTIONS: Record<string, actions.Action> = {
  ...DATA_ACTIONS,
  [ACCOUNT_PATHS.disconnect]: withToken(actions.disconnect),
  [ACCOUNT_PATHS.disconnectAll]: withToken(actions.disconnectAll),
  [ACCOUNT_PATHS.password]: withToken(actions.changePassword),
  [ACCOUNT_PATHS.loginConfirm]: withToken(login.confirmLogin),
  [ACCOUNT_PATHS.loginLink]: withToken(login.linkAccount),
  [ACCOUNT_PATHS.loginUnlink]: withToken(login.unlinkAccount),
  [ACCOUNT_PATHS.email]: withToken(login.useEmail),
  [ACCOUNT_PATHS.seen]: withToken(actions.seeEvents),
  [ACCOUNT_PATHS.signOutEverywhere]: withToken(actions.signOutEverywhere),
  [ACCOUNT_PATHS.deleteData]: withToken(limited(deleteEverything)),
};

/** Those whose forms have the token of the session, beside the check of where they come from. */
const TOKEN_ACTIONS: Partial<Record<string, actions.Action>> = {
  [ACCOUNT_PATHS.confirm]: confirm.confirmWithPassword,
  [ACCOUNT_PATHS.confirmPasskey]: confirm.confirmWithPasskey,
  [ACCOUNT_PATHS.name]: profile.setName,
  [ACCOUNT_PATHS.ownEmail]: profile.setEmail,
  [ACCOUNT_PATHS.endSession]: signIns.endSession,
  [ACCOUNT_PATHS.endOtherSessions]: signIns.endOtherSessions,
  [ACCOUNT_PATHS.appScopes]: changeScopes,
  [ACCOUNT_PATHS.passkeyAdd]: passkeys.addPasskey,
  [ACCOUNT_PATHS.passkeyRename]: passkeys.renamePasskey,
  [ACCOUNT_PATHS.passkeyRemove]: passkeys.removePasskey,
  [ACCOUNT_PATHS.passkeyRequire]: passkeys.requirePasskey,
  [ACCOUNT_PATHS.passkeyRequireNoLonger]: passkeys.requirePasskeyNoLonger,
  [ACCOUNT_PATHS.recoveryCodes]: passkeys.renewRecoveryCodes,
};

/** Answers the paths in `ACCOUNT_PATHS`; `undefined` for any other. */
export type AccountHandler = (
  request: Request,
  clientAddress: string,
) => Promise<Response | undefined>;

/** Every page and form of somebody who is signed in: a test tries each as whoever may not have it. */
export const SIGNED_IN_ROUTES = { pages: PAGES, actions: ACTIONS, tokenActions: TOKEN_ACTIONS };

/** The pages on which people look after their accounts. */
export function accountHandler(context: AccountContext): AccountHandler {
  const { origin } = context;
  const cookies = cookieKit(origin, context.browserSessionCookie);
  const paths: readonly string[] = Object.values(ACCOUNT_PATHS);
  const takePart = takeParts(context);

  return async (request, address) => {
    const { pathname, searchParams: query } = new URL(request.url);
    const path = pathname.replace(/\/$/, "");
    const known = cookies.read(request.headers);
    if (isUpload(path)) {
      const account = await signedIn({ cookies: known }, context);
      return await takePart(request, account && { account, cookies: known });
    }
    if (!paths.includes(path)) return undefined;
    const look = { address, cookies: known, form: new URLSearchParams(), query, request };
    switch (request.method) {
      case "GET":
      case "HEAD":
        return respond(await show(path, look, context), cookies);
      case "POST": {
        if (!isSameOrigin(request.headers, origin)) {
          return respond({ page: <ForgedPage />, status: 403 }, cookies);
        }
        const form = path === ACCOUNT_PATHS.import ? look.form : await readForm(request);
        if (form instanceof Response) return form;
        if (path === ACCOUNT_PATHS.passkeyChallenge) {
          const account = await signedIn({ cookies: known }, context);
          return await answerChallenge({ ...look, form }, { context, account, cookies });
        }
        return respond(await take(path, { ...look, form }, context), cookies);
      }
      default:
        return methodNotAllowed("GET", "POST");
    }
  };
}

/** Answers a GET. The address of a form that somebody opens leads to the form. */
async function show(
  path: string,
  request: AccountRequest,
  context: AccountContext,
): Promise<Reply> {
  if (path === ACCOUNT_PATHS.signUp) return showSignUp(request, context);
  if (path === ACCOUNT_PATHS.forgot) return recovery.showForgot(request, context);
  if (path === ACCOUNT_PATHS.reset) return await recovery.showReset(request, context);
  if (path === ACCOUNT_PATHS.loginCallback) return await login.finishLogin(request, context);
  const page = PAGES[path];
  if (!page) return {};
  const account = await signedIn(request, context);
  const isStart = path === ACCOUNT_PATHS.account;
  const { search } = new URL(request.request.url);
  const to = returnTo(isStart ? request.query.get("to") : `${path}${search}`);
  if (account && isStart && to !== undefined) return { to };
  if (account) return await page({ ...request, account }, context);
  // Where they wanted to go is where they get once they are signed in.
  const query = new URLSearchParams(to === undefined ? [] : [["to", to]]);
  return await showSignIn({ ...request, query }, context);
}

async function take(
  path: string,
  request: AccountRequest,
  context: AccountContext,
): Promise<Reply> {
  if (path === ACCOUNT_PATHS.signIn) {
    return await signIn(request, context, returnTo(request.query.get("to")));
  }
  if (path === ACCOUNT_PATHS.passkeySignIn) {
    return await signInWithPasskey(request, context, returnTo(request.query.get("to")));
  }
  if (path === ACCOUNT_PATHS.signUp) return await signUp(request, context);
  if (path === ACCOUNT_PATHS.forgot) return await recovery.askForLink(request, context);
  if (path === ACCOUNT_PATHS.reset) return await recovery.setPassword(request, context);
  if (path === ACCOUNT_PATHS.login) {
    return await login.startLogin(request, context, returnTo(request.query.get("to")));
  }
  if (path === ACCOUNT_PATHS.loginFirst) return await login.firstLogin(request, context);
  if (path === ACCOUNT_PATHS.signOut) return await signOut(request, context);
  const account = await signedIn(request, context);
  const tokenAction = TOKEN_ACTIONS[path];
  const action = tokenAction ?? ACTIONS[path];
  if (!action) return {};
  if (!account) return { notice: "session_over" };
  if (tokenAction && !hasFormToken(request, request.form.get(TOKEN_FIELD))) {
    return { notice: "form_expired" };
  }
  return await action({ ...request, account }, context);
}

function returnTo(to: string | null): string | undefined {
  return placeToReturn(to, Object.keys(PAGES));
}

async function signedIn(
  { cookies }: Pick<AccountRequest, "cookies">,
  { sessions }: AccountContext,
) {
  return cookies.session ? await sessions.find(cookies.session) : undefined;
}
