import { parse, serialize } from "hono/utils/cookie";
import { pageHeaders, type PageParts } from "../pages/headers.ts";
import { renderPage } from "../pages/mod.ts";
import { JOURNAL_PATHS } from "../pages/journal_paths.ts";
import { type Done, type Notice, NOTICES, type Reply, type ShownPage } from "./context.ts";
import { JOURNAL_STYLE } from "./layout/style.ts";

const NOTICE_COOKIE = "epicme_journal_notice";
const NOTICE_SECONDS = 60;

/** The reply as a `Response`; a notice that was shown is forgotten. */
export function respond(reply: Reply, { origin }: { origin: string }): Response {
  if (reply instanceof Response) return reply;
  return "page" in reply ? showPage(reply, origin) : sendOn(reply, origin);
}

/** The sentence of the notice that a browser brings, if it is one of ours. */
export function noticeOf(headers: Headers): string | undefined {
  const notice = parse(headers.get("cookie") ?? "")[NOTICE_COOKIE];
  return Object.hasOwn(NOTICES, notice ?? "") ? NOTICES[notice as Notice] : undefined;
}

/**
 * The headers of a page of the journal. No page that opens one learns how long a search takes or what
 * it finds: it gets no handle on the window.
 */
export function journalPageHeaders(parts: Omit<PageParts, "style"> = {}): Record<string, string> {
  return {
    ...pageHeaders({ ...parts, style: JOURNAL_STYLE }),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex",
  };
}

function showPage(shown: ShownPage, origin: string): Response {
  const { page, script, hasMedia, status = 200, retryAfter } = shown;
  const headers = new Headers(journalPageHeaders({ script, hasMedia }));
  headers.append("set-cookie", noticeCookie("", origin));
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  return new Response(renderPage(page), { status, headers });
}

function sendOn({ to, notice }: Done, origin: string): Response {
  const headers = new Headers({ location: to, "cache-control": "no-store" });
  if (notice) headers.append("set-cookie", noticeCookie(notice, origin));
  return new Response(null, { status: 303, headers });
}

function noticeCookie(notice: Notice | "", origin: string): string {
  return serialize(NOTICE_COOKIE, notice, {
    ...{ httpOnly: true, sameSite: "Lax", secure: origin.startsWith("https:") },
    ...{ path: JOURNAL_PATHS.journal, maxAge: notice === "" ? 0 : NOTICE_SECONDS },
  });
}
