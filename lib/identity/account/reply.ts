import { pageHeaders, renderPage } from "../../pages/mod.ts";
import { ACCOUNT_PATHS } from "../paths.ts";
import type { CookieKit } from "./cookies.ts";
import type { Notice } from "./notices.ts";

/** How a request to the account ends: with a page, or back at the account with a notice. */
export type Reply = ShownPage | Done;

export interface ShownPage {
  readonly page: { toString(): string | Promise<string> };
  readonly status?: number;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** A change that was made. The account page follows, so that reloading it repeats nothing. */
export interface Done {
  readonly notice?: Notice;
  /** Secret of a session that begins in this browser. */
  readonly begin?: string;
  /** Whether this browser is signed out. */
  readonly signedOut?: boolean;
}

/** The reply as a `Response`; a notice that was shown is forgotten. */
export function respond(reply: Reply, cookies: CookieKit): Response {
  return "page" in reply ? showPage(reply, cookies) : sendHome(reply, cookies);
}

function showPage({ page, status = 200, retryAfter }: ShownPage, cookies: CookieKit): Response {
  const headers = new Headers(pageHeaders());
  headers.append("set-cookie", cookies.forgetNotice());
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  return new Response(renderPage(page), { status, headers });
}

function sendHome({ notice, begin, signedOut }: Done, cookies: CookieKit): Response {
  const headers = new Headers({ location: ACCOUNT_PATHS.account, "cache-control": "no-store" });
  if (signedOut) {
    for (const cookie of cookies.forgetSessions()) headers.append("set-cookie", cookie);
  }
  if (begin) headers.append("set-cookie", cookies.session(begin));
  if (notice) headers.append("set-cookie", cookies.notice(notice));
  return new Response(null, { status: 303, headers });
}
