import { pageHeaders, renderPage } from "../pages/mod.ts";
import { ACCOUNT_PATHS } from "../account_paths.ts";
import type { CookieKit } from "./cookies.ts";
import type { Notice } from "./notices.ts";
import type { ExportFormat } from "../journal/mod.ts";

/** How a request to the account ends: with a page, or back at the account with a notice. */
export type Reply = ShownPage | Done | Download;

export interface ShownPage {
  readonly page: { toString(): string | Promise<string> };
  readonly status?: number;
  /** The script of the page, if it has one. */
  readonly script?: string;
  /** Seconds. */
  readonly retryAfter?: number;
  /** Whether this browser is signed out. */
  readonly signedOut?: boolean;
}

/** A file for the person, sent while it is made. */
export interface Download {
  readonly file: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly format: ExportFormat | "zip";
}

/** A change that was made. Another page follows, so that reloading it repeats nothing. */
export interface Done {
  readonly notice?: Notice;
  /** Which one, the account page unless given; or an address of the provider. */
  readonly to?: string;
  /** Secret of a session that begins in this browser. */
  readonly begin?: string;
  /** Secret to which a way to the provider is bound. */
  readonly login?: string;
  /** Whether this browser is signed out. */
  readonly signedOut?: boolean;
}

/** The reply as a `Response`; a notice that was shown is forgotten. */
export function respond(reply: Reply, cookies: CookieKit): Response {
  if ("page" in reply) return showPage(reply, cookies);
  return "file" in reply ? sendFile(reply) : sendOn(reply, cookies);
}

function showPage(shown: ShownPage, cookies: CookieKit): Response {
  const { page, script, status = 200, retryAfter, signedOut } = shown;
  const headers = new Headers(pageHeaders({ script }));
  headers.append("set-cookie", cookies.forgetNotice());
  if (signedOut) forgetSessions(headers, cookies);
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  return new Response(renderPage(page), { status, headers });
}

function sendOn({ notice, begin, login, signedOut, to }: Done, cookies: CookieKit): Response {
  const headers = new Headers({
    location: to ?? ACCOUNT_PATHS.account,
    "cache-control": "no-store",
  });
  if (signedOut) forgetSessions(headers, cookies);
  if (login) headers.append("set-cookie", cookies.login(login));
  if (begin) headers.append("set-cookie", cookies.session(begin));
  if (notice) headers.append("set-cookie", cookies.notice(notice));
  return new Response(null, { status: 303, headers });
}

const FILES = {
  json: { type: "application/json; charset=utf-8", name: "epicme-journal.json" },
  markdown: { type: "text/markdown; charset=utf-8", name: "epicme-journal.md" },
  zip: { type: "application/zip", name: "epicme-journal.zip" },
} as const;

function sendFile({ file, format }: Download): Response {
  const { type, name } = FILES[format];
  return new Response(file, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

function forgetSessions(headers: Headers, cookies: CookieKit): void {
  for (const cookie of cookies.forgetSessions()) headers.append("set-cookie", cookie);
}
