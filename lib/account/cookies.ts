import { parse, serialize } from "hono/utils/cookie";
import type { BrowserCookies } from "./context.ts";
import { browserCookie } from "../identity/login/browser_cookie.ts";
import type { Notice } from "./notices.ts";
import { ACCOUNT_PATHS } from "../account_paths.ts";

/** The cookies of the account pages: reads them, and writes them as `Set-Cookie` headers. */
export interface CookieKit {
  read(headers: Headers): BrowserCookies;
  /** Ends with the browser; how long the session lives is decided here, not there. */
  session(secret: string): string;
  /** Binds ways to the provider to this browser. */
  login(secret: string): string;
  /** Shown once, by the page that the person is sent to. */
  notice(notice: Notice): string;
  forgetNotice(): string;
  /** Ends both sessions of this browser. */
  forgetSessions(): string[];
}

const NOTICE_SECONDS = 60;

/**
 * The cookies of a server at `issuer`. On https the session's name has the prefix `__Host-`: no
 * subdomain and no plain connection can put a session of its own there (RFC 6265bis, section 4.1.3).
 * `browserSession` is the name of the cookie of the authorization server, where it is embedded.
 */
export function cookieKit(issuer: string, browserSession?: string): CookieKit {
  const secure = new URL(issuer).protocol === "https:";
  const session = secure ? "__Host-epicme_account" : "epicme_account";
  const notice = "epicme_notice";
  const common = { httpOnly: true, sameSite: "Lax", secure } as const;
  const everywhere = { ...common, path: "/" };
  const here = { ...common, path: ACCOUNT_PATHS.account };
  const login = browserCookie(issuer);
  const forgotten = { maxAge: 0, expires: new Date(0) };

  return {
    read(headers) {
      const cookies = parse(headers.get("cookie") ?? "");
      return {
        session: cookies[session],
        browserSession: browserSession && cookies[browserSession],
        login: login.read(headers.get("cookie")),
        notice: cookies[notice],
      };
    },
    session: (secret) => serialize(session, secret, everywhere),
    login: login.write,
    notice: (value) => serialize(notice, value, { ...here, maxAge: NOTICE_SECONDS }),
    forgetNotice: () => serialize(notice, "", { ...here, ...forgotten }),
    forgetSessions: () =>
      [session, ...browserSession ? [browserSession, `${browserSession}.sig`] : []]
        .map((name) => serialize(name, "", { ...everywhere, ...forgotten })),
  };
}
