import { parse, serialize } from "hono/utils/cookie";
import { DATA_PATHS } from "../account_paths.ts";
import type { LoginConfig } from "../config.ts";
import { readForm } from "../http/read_form.ts";
import { isSameOrigin } from "../http/same_origin.ts";
import { type Attempt, OneTimeRecords, type Purpose } from "../identity/login/attempts.ts";
import { browserCookie } from "../identity/login/browser_cookie.ts";
import { describeFault, isFault, LoginProblem } from "../identity/login/problem.ts";
import { createRelyingParty, type RelyingPartyOptions } from "../identity/login/relying_party.ts";
import { LoginProblemPage, statusOf } from "../identity/pages/login_problem.tsx";
import { openLimiter } from "../kv/shared_limiter.ts";
import type { Store } from "../kv/store.ts";
import { JOURNAL_PATHS } from "../pages/journal_paths.ts";
import { ForgedPage } from "../pages/message.tsx";
import { pageHeaders, renderPage } from "../pages/mod.ts";
import { TIME_ZONE_SCRIPT } from "../pages/time_zone_field.tsx";
import { placeToReturn } from "../pages/wanted_page.ts";
import { SignedOutPage, SignInPage } from "./pages.tsx";
import { openWebSessions, type SignedIn } from "./sessions.ts";

export interface WebLoginOptions {
  readonly store: Store;
  /** The external authorization server, and this server as a client of it for browsers. */
  readonly login: RelyingPartyOptions["login"] & Pick<LoginConfig, "name">;
  /** The origin of the pages. */
  readonly origin: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called when somebody signs in whose browser names its time zone. */
  readonly onTimeZone?: (subject: string, timeZone: string) => Promise<void>;
  /** Told what keeps people out and what only the operator can mend. */
  readonly onFault: (description: string) => void;
}

/** Somebody who is signed in, and the secret of their session. */
export interface WebVisitor extends SignedIn {
  readonly session: string;
}

/** Signing in to one's own journal at an external authorization server (OpenID Connect Core, 3.1). */
export interface WebLogin {
  /** Answers the addresses of signing in and out; `undefined` for any other. */
  handle(request: Request, clientAddress: string): Promise<Response | undefined>;
  /** Returns who sends a request. */
  find(headers: Headers): Promise<WebVisitor | undefined>;
  /**
   * Sends somebody to the server, which asks them once more who they are, and back to the page `to`,
   * where their session is confirmed then for some minutes.
   */
  confirm(
    request: Request,
    to: string,
    options: { visitor: WebVisitor; clientAddress: string },
  ): Promise<Response>;
  /** The address that lets somebody sign in, and leads back to `path` then. */
  signInAt(path: string): string;
  /** Ends every session of a person, and returns how many there were. */
  endAll(subject: string): Promise<number>;
}

/** Ways to the server that may begin at one address in a minute. */
const LIMIT = { name: "webLogins", limit: 60, seconds: 60 };

/** Longer than the name of any time zone. */
const MAX_TIME_ZONE = 100;

/** Opens the way to the external server; nothing is asked there before somebody wants to go. */
export function openWebLogin(options: WebLoginOptions): WebLogin {
  const { store, login, origin, now } = options;
  const redirectUri = `${origin}${JOURNAL_PATHS.signInCallback}`;
  const relyingParty = createRelyingParty({ login, redirectUri, now });
  const attempts = new OneTimeRecords<Attempt>(store, "Login", now);
  const sessions = openWebSessions({ store, now });
  const limiter = openLimiter(store, { ...LIMIT, now });
  const browsers = browserCookie(origin);
  const cookie = sessionCookie(origin);

  async function begin(
    request: Request,
    { purpose, timeZone }: Pick<Attempt, "purpose" | "timeZone">,
    address: string,
  ): Promise<Response> {
    const retryAfter = await limiter.take(address);
    if (retryAfter > 0) throw new LoginProblem("too_often", { retryAfter });
    const browser = browsers.readOrMake(request.headers.get("cookie"));
    const beganAt = now();
    const isFresh = purpose.kind === "confirm";
    const { url, handshake } = await relyingParty.begin({ fresh: isFresh });
    const { state, ...others } = handshake;
    const attempt: Attempt = {
      ...{ purpose, handshake: others, beganAt, isFresh },
      ...timeZone && { timeZone: timeZone.slice(0, MAX_TIME_ZONE) },
    };
    await attempts.keep(attempt, { id: state, browser });
    return goTo(url.href, [browsers.write(browser)]);
  }

  async function signIn(request: Request, address: string): Promise<Response> {
    const form = await readForm(request);
    if (form instanceof Response) return form;
    const purpose = { kind: "account", to: placeIn(request) } as const;
    return await begin(request, { purpose, timeZone: form.get("time_zone") ?? undefined }, address);
  }

  async function finish(request: Request): Promise<Response> {
    const answer = new URL(request.url).searchParams;
    const state = answer.get("state") ?? "";
    const attempt = await attempts.take(state, browsers.read(request.headers.get("cookie")));
    if (!attempt || !isOurs(attempt.purpose)) throw new LoginProblem("expired");
    const { purpose, isFresh, beganAt } = attempt;
    const person = await relyingParty.finish(answer, {
      handshake: { ...attempt.handshake, state },
      ...isFresh && { freshSince: beganAt },
    });
    const { subject } = person;
    const label = person.email ?? person.name;
    if (purpose.kind === "confirm") {
      if (purpose.subject !== subject) throw new LoginProblem("other_person", { label });
      await sessions.confirm(cookie.read(request.headers) ?? "", subject);
      return goTo(purpose.to, []);
    }
    if (attempt.timeZone) await options.onTimeZone?.(subject, attempt.timeZone);
    await endSession(request);
    return goTo(placeOf(purpose.to) ?? JOURNAL_PATHS.journal, [
      cookie.write(await sessions.begin({ subject, ...label && { label } })),
    ]);
  }

  async function endSession(request: Request): Promise<void> {
    const secret = cookie.read(request.headers);
    if (secret) await sessions.end(secret);
  }

  async function signOut(request: Request): Promise<Response> {
    await endSession(request);
    const endSessionUrl = await relyingParty.endSessionUrl();
    const page = <SignedOutPage name={login.name} endSessionUrl={endSessionUrl} />;
    return show(page, { cookies: [cookie.forget()] });
  }

  async function answer(request: Request, address: string): Promise<Response | undefined> {
    const { pathname } = new URL(request.url);
    const isForm = request.method === "POST";
    if (isForm && !isSameOrigin(request.headers, origin)) {
      return show(<ForgedPage />, { status: 403 });
    }
    switch (`${request.method} ${pathname}`) {
      case `GET ${JOURNAL_PATHS.signIn}`:
        return show(<SignInPage {...login} to={placeIn(request)} />, { script: TIME_ZONE_SCRIPT });
      case `POST ${JOURNAL_PATHS.signIn}`:
        return await signIn(request, address);
      case `GET ${JOURNAL_PATHS.signInCallback}`:
        return await finish(request);
      case `POST ${JOURNAL_PATHS.signOut}`:
        return await signOut(request);
    }
  }

  /** A problem of signing in becomes a page that says what to do. */
  async function orProblem<T>(work: () => Promise<T>): Promise<T | Response> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LoginProblem)) throw error;
      if (isFault(error)) options.onFault(describeFault(error));
      const page = <LoginProblemPage problem={error} name={login.name} back={signInAt()} />;
      return show(page, { status: statusOf(error), retryAfter: error.retryAfter });
    }
  }

  return {
    handle: (request, address) => orProblem(() => answer(request, address)),
    async find(headers) {
      const session = cookie.read(headers);
      const signedIn = session && await sessions.find(session);
      return session && signedIn ? { ...signedIn, session } : undefined;
    },
    confirm: (request, to, { visitor: { subject }, clientAddress }) =>
      orProblem(() => begin(request, { purpose: { kind: "confirm", subject, to } }, clientAddress)),
    signInAt,
    endAll: sessions.endAll,
  };
}

function signInAt(path: string = JOURNAL_PATHS.journal): string {
  return `${JOURNAL_PATHS.signIn}?${new URLSearchParams({ to: path })}`;
}

/** The other purposes are those of the embedded server. */
function isOurs(purpose: Purpose): purpose is Purpose & { kind: "account" | "confirm" } {
  return purpose.kind === "account" || purpose.kind === "confirm";
}

/** The page to which somebody wants, if it is one of ours. */
function placeIn(request: Request): string {
  return placeOf(new URL(request.url).searchParams.get("to")) ?? JOURNAL_PATHS.journal;
}

function placeOf(to: string | null | undefined): string | undefined {
  return placeToReturn(to ?? null, DATA_PATHS);
}

/** On https its name has the prefix `__Host-`, so that no subdomain can set it (RFC 6265bis, 4.1.3). */
function sessionCookie(origin: string) {
  const secure = new URL(origin).protocol === "https:";
  const name = secure ? "__Host-epicme_web" : "epicme_web";
  const options = { httpOnly: true, sameSite: "Lax", secure, path: "/" } as const;
  return {
    read: (headers: Headers) => parse(headers.get("cookie") ?? "", name)[name],
    write: (secret: string) => serialize(name, secret, options),
    forget: () => serialize(name, "", { ...options, maxAge: 0, expires: new Date(0) }),
  };
}

function goTo(location: string, cookies: readonly string[]): Response {
  return new Response(null, {
    status: 303,
    headers: [
      ["location", location],
      ["cache-control", "no-store"],
      ...cookies.map((each): [string, string] => ["set-cookie", each]),
    ],
  });
}

function show(
  page: { toString(): string | Promise<string> },
  { status = 200, retryAfter, cookies = [], script }: {
    status?: number;
    script?: string;
    /** Seconds. */
    retryAfter?: number;
    cookies?: readonly string[];
  } = {},
): Response {
  const headers = new Headers(pageHeaders({ script }));
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  for (const each of cookies) headers.append("set-cookie", each);
  return new Response(renderPage(page), { status, headers });
}
