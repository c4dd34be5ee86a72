import { type Context, Hono } from "hono";
import type { HttpEnv } from "../http/http_env.ts";
import { readBytes, RefusedRequest } from "../http/oauth_http.ts";
import { BrokenFormError, parseForm } from "../http/receive_form.ts";
import { isSameOrigin } from "../http/same_origin.ts";
import { JournalError, type JournalErrorCode, NotFoundError } from "../journal/mod.ts";
import type { Limiter } from "../limiter.ts";
import { formTokenOf, isFormTokenOf, TOKEN_FIELD } from "../pages/form_token.ts";
import { JOURNAL_PATHS, journalPathOf } from "../pages/journal_paths.ts";
import type { JournalPagesContext, PageRequest, Reply, Visitor } from "./context.ts";
import { showMessage, showNothing, showTooOften } from "./layout/message.tsx";
import { MAX_FIELDS } from "./limits.ts";
import { noticeOf, respond } from "./reply.ts";
import { type Form, FORMS, PAGES } from "./routes.ts";

/** What a form without files has at most, in bytes. */
const FORM_BYTES = 64 * 1024;

/** How long a form may take to be here, in milliseconds. */
const FORM_MS = 30_000;

/** Answers all that is below /journal. */
export type JournalPagesHandler = (request: Request, clientAddress: string) => Promise<Response>;

/** The pages on which people read and write their own journals. */
export function journalPagesHandler(context: JournalPagesContext): JournalPagesHandler {
  const { origin, limits, visitors } = context;
  const app = new Hono<HttpEnv>({ strict: false });

  /** Does `work` for whoever is signed in; `signedOut` answers everybody else. */
  async function signedIn(
    c: Context<HttpEnv>,
    { limit, signedOut, work }: {
      limit: Limiter;
      signedOut: () => Reply | Promise<Reply>;
      work: (request: PageRequest) => Promise<Reply>;
    },
  ): Promise<Response> {
    const visitor = await visitors.find(c.req.raw.headers);
    if (!visitor) return respond(await signedOut(), context);
    const retryAfter = await limit.take(visitor.subject);
    if (retryAfter > 0) return respond(showTooOften(retryAfter), context);
    if (await context.isErasing(visitor.subject)) return respond(showGone(), context);
    try {
      return respond(await work(await pageRequest(c, visitor)), context);
    } catch (error) {
      return respond(problemOf(error), context);
    }
  }

  async function pageRequest(c: Context<HttpEnv>, visitor: Visitor): Promise<PageRequest> {
    const person = context.personOf(visitor.subject);
    return {
      request: c.req.raw,
      visitor,
      person,
      preferences: await person.preferences(),
      params: c.req.param() as Record<string, string>,
      query: new URL(c.req.url).searchParams,
      formToken: formTokenOf(visitor.session),
      notice: noticeOf(c.req.raw.headers),
    };
  }

  async function takeForm(c: Context<HttpEnv>, form: Form): Promise<Response> {
    const request = c.req.raw;
    if (!isSameOrigin(request.headers, origin)) return respond(showForged(), context);
    const sent = form.readsBody ? new URLSearchParams() : await readForm(request, form);
    if (!(sent instanceof URLSearchParams)) return respond(sent, context);
    const signInAt = visitors.signInAt(backFrom(request));
    return await signedIn(c, {
      limit: form.isFrequent ? limits.drafts : limits.writes,
      signedOut: async () => {
        if (!form.whenSignedOut) return showSessionOver();
        const retryAfter = await limits.signedOut.take(c.env.clientAddress);
        if (retryAfter > 0) return showTooOften(retryAfter);
        return await form.whenSignedOut({ form: sent, request, signInAt }, context);
      },
      work: async (page) => {
        const hasToken = isFormTokenOf(page.visitor.session, sent.get(TOKEN_FIELD));
        if (!form.readsBody && !hasToken) return showForged();
        return await form.take({ ...page, form: sent }, context);
      },
    });
  }

  for (const [path, work] of Object.entries(PAGES)) {
    app.get(path, (c) =>
      signedIn(c, {
        limit: path.startsWith(`${JOURNAL_PATHS.files}/`) ? limits.files : limits.pages,
        signedOut: () => ({ to: visitors.signInAt(pathOf(c.req.raw)) }),
        work: (request) => work(request, context),
      }));
  }
  for (const [path, form] of Object.entries(FORMS)) app.post(path, (c) => takeForm(c, form));
  app.notFound(() => respond(showNothing(), context));
  app.onError((error) => {
    throw error;
  });
  return async (request, clientAddress) => await app.fetch(request, { clientAddress });
}

/** Where somebody gets back to who opened this page before they signed in. */
function pathOf(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return journalPathOf(pathname + search) ?? JOURNAL_PATHS.journal;
}

/** The page from which a form was sent, as far as the browser tells it. */
function backFrom({ headers }: Request): string {
  const from = URL.parse(headers.get("referer") ?? "");
  return journalPathOf(from && from.pathname + from.search) ?? JOURNAL_PATHS.journal;
}

async function readForm(
  request: Request,
  { maxBytes = FORM_BYTES }: Form,
): Promise<URLSearchParams | Reply> {
  try {
    const body = await readBytes(request, { time: FORM_MS, maxBytes });
    return parseForm(await body.text(), { maxFields: MAX_FIELDS });
  } catch (error) {
    if (error instanceof RefusedRequest) return error.response;
    if (!(error instanceof BrokenFormError)) throw error;
    return showMessage({ title: "Not accepted", message: `${error.message}.`, status: 400 });
  }
}

const STATUS: Partial<Record<JournalErrorCode, number>> = {
  invalid: 400,
  limit_exceeded: 400,
  damaged: 500,
};

/** What a person is told of an error of the journal; throws anything else, which is a fault. */
function problemOf(error: unknown): Reply {
  if (error instanceof NotFoundError) return showNothing();
  if (!(error instanceof JournalError)) throw error;
  const status = STATUS[error.code] ?? 409;
  // Other advice is for people, too; this one is for a model that talks to them.
  const advice = error.code === "damaged"
    ? "Whoever runs this server can restore them from a backup"
    : error.advice;
  const message = `${error.message}. ${advice}.`;
  return showMessage({ title: "Not possible", message, status });
}

function showGone(): Reply {
  const message = "This journal is being deleted, so nothing of it is shown any more.";
  return showMessage({ title: "Deleted", message, status: 410 });
}

function showForged(): Reply {
  const message = "This form was not sent from a page of your session, so it was not accepted.";
  return showMessage({ title: "Not accepted", message, status: 403 });
}

function showSessionOver(): Reply {
  const message = "Your session has ended, and nothing was changed. Sign in and try again.";
  return showMessage({ title: "Sign in again", message, status: 403 });
}
