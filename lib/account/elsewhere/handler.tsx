import { ACCOUNT_PATHS, DATA_PATHS } from "../../account_paths.ts";
import { methodNotAllowed } from "../../http/oauth_http.ts";
import { isSameOrigin } from "../../http/same_origin.ts";
import { ForgedPage, MessagePage } from "../../pages/message.tsx";
import { placeToReturn } from "../../pages/wanted_page.ts";
import { cookieKit } from "../cookies.ts";
import { limited, withToken } from "../data/limited.tsx";
import { DATA_ACTIONS, DATA_PAGES } from "../data/routes.ts";
import type { AccountHandler } from "../handler.tsx";
import { readForm } from "../../http/read_form.ts";
import { type Reply, respond } from "../reply.ts";
import { hasFormToken, TOKEN_FIELD } from "../transfer/form_token.ts";
import { isUpload, takeParts } from "../transfer/take_part.ts";
import type { ElsewhereContext, VisitorRequest } from "./context.ts";
import { deleteEverything, showDelete } from "./delete.tsx";
import { showDates, showOverview } from "./overview.tsx";

type Work = (request: VisitorRequest, context: ElsewhereContext) => Promise<Reply>;

const PAGES: Record<(typeof DATA_PATHS)[number], Work> = {
  ...DATA_PAGES,
  [ACCOUNT_PATHS.account]: limited(showOverview),
  [ACCOUNT_PATHS.profile]: limited(showDates),
  [ACCOUNT_PATHS.deleteData]: limited((request, context) => showDelete(request, context)),
};

const ACTIONS: Record<string, Work> = {
  ...DATA_ACTIONS,
  [ACCOUNT_PATHS.deleteData]: withToken(limited(deleteEverything)),
  [ACCOUNT_PATHS.signOutEverywhere]: withToken(async ({ account }, { login }) => {
    await login.endAll(account.subject);
    return {};
  }),
};

/** Every form of somebody who is signed in there: a test tries each as whoever may not send it. */
export const VISITOR_FORMS: readonly string[] = [
  ...Object.keys(ACTIONS),
  ACCOUNT_PATHS.loginConfirm,
];

/**
 * The pages about people's data where their accounts are kept by an external server. They sign in
 * there; whatever concerns the account alone is done there, too.
 */
export function elsewhereHandler(context: ElsewhereContext): AccountHandler {
  const { origin, login } = context;
  const cookies = cookieKit(origin);
  const takePart = takeParts(context);

  async function visitorOf(request: Request): Promise<VisitorRequest | undefined> {
    const visitor = await login.find(request.headers);
    return visitor && {
      visitor,
      account: { subject: visitor.subject },
      cookies: { session: visitor.session, notice: cookies.read(request.headers).notice },
      form: new URLSearchParams(),
      query: new URL(request.url).searchParams,
      request,
    };
  }

  async function show(path: string, request: Request, look?: VisitorRequest): Promise<Reply> {
    if (!isPage(path)) return {};
    if (look) return await PAGES[path](look, context);
    const { search } = new URL(request.url);
    return { to: login.signInAt(placeToReturn(`${path}${search}`, DATA_PATHS) ?? path) };
  }

  async function take(
    path: string,
    request: Request,
    { look, clientAddress }: { look?: VisitorRequest; clientAddress: string },
  ): Promise<Response | Reply> {
    if (!isSameOrigin(request.headers, origin)) return { page: <ForgedPage />, status: 403 };
    const isFile = path === ACCOUNT_PATHS.import;
    const form = isFile ? new URLSearchParams() : await readForm(request);
    if (form instanceof Response) return form;
    if (!look) return { to: login.signInAt(isPage(path) ? path : ACCOUNT_PATHS.account) };
    if (path === ACCOUNT_PATHS.loginConfirm) {
      if (!hasFormToken(look, form.get(TOKEN_FIELD))) return { notice: "form_expired" };
      const { visitor } = look;
      return await login.confirm(request, ACCOUNT_PATHS.deleteData, { visitor, clientAddress });
    }
    return await ACTIONS[path]?.({ ...look, form }, context) ?? {};
  }

  return async (request, clientAddress) => {
    const path = new URL(request.url).pathname.replace(/\/$/, "");
    if (!isPage(path) && !VISITOR_FORMS.includes(path) && !isUpload(path)) return undefined;
    const look = await visitorOf(request);
    if (look && await context.isErasing(look.visitor.subject)) return respond(GONE, cookies);
    if (isUpload(path)) return await takePart(request, look);
    switch (request.method) {
      case "GET":
      case "HEAD":
        return respond(await show(path, request, look), cookies);
      case "POST": {
        const reply = await take(path, request, { look, clientAddress });
        return reply instanceof Response ? reply : respond(reply, cookies);
      }
      default:
        return methodNotAllowed("GET", "POST");
    }
  };
}

function isPage(path: string): path is keyof typeof PAGES {
  return Object.hasOwn(PAGES, path);
}

const GONE: Reply = {
  page: (
    <MessagePage
      title="Deleted"
      message="All that was kept of you here is being deleted, so nothing of it is shown any more."
    />
  ),
  status: 410,
};
