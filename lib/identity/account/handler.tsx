import { methodNotAllowed, readBody, RefusedRequest } from "../http.ts";
import { ForgedPage } from "../pages/forged.tsx";
import { ACCOUNT_PATHS } from "../paths.ts";
import { isSameOrigin } from "../same_origin.ts";
import * as actions from "./actions.ts";
import type { AccountContext, AccountVisit } from "./context.ts";
import { cookieKit } from "./cookies.ts";
import { showSignIn, showSignUp, signIn, signUp } from "./entrance.tsx";
import { showAccount } from "./overview.tsx";
import { type Reply, respond } from "./reply.ts";
import { signOut } from "./sign_out.ts";

/** What is POSTed by whoever is signed in; without a session nothing happens. */
const ACTIONS: Record<string, actions.Action> = {
  [ACCOUNT_PATHS.disconnect]: actions.disconnect,
  [ACCOUNT_PATHS.disconnectAll]: actions.disconnectAll,
  [ACCOUNT_PATHS.password]: actions.changePassword,
  [ACCOUNT_PATHS.signOutEverywhere]: actions.signOutEverywhere,
};

/** Answers the paths in `ACCOUNT_PATHS`; `undefined` for any other. */
export type AccountHandler = (
  request: Request,
  clientAddress: string,
) => Promise<Response | undefined>;

/** The pages on which people look after their accounts. */
export function accountHandler(context: AccountContext): AccountHandler {
  const { provider } = context;
  const cookies = cookieKit(provider.issuer, provider.cookieName("session"));
  const paths: readonly string[] = Object.values(ACCOUNT_PATHS);

  return async (request, address) => {
    const path = new URL(request.url).pathname.replace(/\/$/, "");
    if (!paths.includes(path)) return undefined;
    const known = cookies.read(request.headers);
    const look = { address, cookies: known, form: new URLSearchParams() };
    switch (request.method) {
      case "GET":
      case "HEAD":
        return respond(await show(path, look, context), cookies);
      case "POST": {
        if (!isSameOrigin(request.headers, provider.issuer)) {
          return respond({ page: <ForgedPage />, status: 403 }, cookies);
        }
        const form = await readForm(request);
        if (form instanceof Response) return form;
        return respond(await take(path, { ...look, form }, context), cookies);
      }
      default:
        return methodNotAllowed("GET", "POST");
    }
  };
}

/** What is only looked at. A form's address that somebody opens leads to the form. */
async function show(path: string, visit: AccountVisit, context: AccountContext): Promise<Reply> {
  if (path === ACCOUNT_PATHS.signUp) return showSignUp(visit, context);
  if (path !== ACCOUNT_PATHS.account) return {};
  const account = await signedIn(visit, context);
  return await (account ? showAccount({ ...visit, account }, context) : showSignIn(visit, context));
}

async function take(path: string, visit: AccountVisit, context: AccountContext): Promise<Reply> {
  if (path === ACCOUNT_PATHS.signIn) return await signIn(visit, context);
  if (path === ACCOUNT_PATHS.signUp) return await signUp(visit, context);
  if (path === ACCOUNT_PATHS.signOut) return await signOut(visit, context);
  const account = await signedIn(visit, context);
  const action = ACTIONS[path];
  if (!action) return {};
  return account ? await action({ ...visit, account }, context) : { notice: "session_over" };
}

async function signedIn({ cookies }: AccountVisit, { sessions }: AccountContext) {
  return cookies.session ? await sessions.find(cookies.session) : undefined;
}

async function readForm(request: Request): Promise<URLSearchParams | Response> {
  try {
    return new URLSearchParams(await readBody(request));
  } catch (error) {
    if (error instanceof RefusedRequest) return error.response;
    throw error;
  }
}
