import { accountOf } from "./person.ts";
import { Browser, type Send, type Submission } from "../../../scripts/browser/browser.ts";
import {
  type Answer,
  type Authorization,
  authorize,
  type Body,
  exchange,
  register,
  type Target,
  token,
} from "../oauth/oauth.ts";

/** A client that a person has connected to a real server, and all that it got. */
export interface Connection {
  target: Target;
  /** Signed in as the person. */
  browser: Browser;
  client_id: string;
  /** The request that was allowed, its view at the redirect with the code. */
  authorization: Authorization;
  tokens: Body;
  /** Uses the refresh token of these tokens, or another one. */
  refresh(form?: Record<string, string>): Promise<Answer>;
}

export interface ConnectionOptions {
  /** Signed in already; by default a new person signs up in a new one. */
  browser?: Browser;
  name?: string;
  /** Registered already; by default a public native client registers. */
  client_id?: string;
  /** Further parameters of the authorization request. */
  parameters?: Record<string, string | undefined>;
  /** Further parameters of the token request. */
  form?: Record<string, string>;
  decision?: Pick<Submission, "untick" | "press">;
}

/** The authorization server of a test server that listens at its public address. */
export function targetOf({ url }: { url: string }, send: Send = fetch): Target {
  return { origin: url, send };
}

/** Opens the consent page; a new person signs up on the way if nobody is signed in. */
export async function askForConsent(
  browser: Browser,
  parameters: Record<string, string | undefined> & { client_id: string },
  name = "Kody",
): Promise<Authorization> {
  const request = await authorize(browser, parameters);
  if (request.view.html.includes('name="decision"')) return request;
  const form = await browser.go(`${request.view.url.pathname}/sign-up`);
  return { ...request, view: await browser.submit(form, { fill: accountOf(name) }) };
}

/** Connects a client as people do: registration, sign-up, consent, tokens. */
export async function connect(
  target: Target,
  options: ConnectionOptions = {},
): Promise<Connection> {
  const { browser = new Browser(target.origin, target.send), parameters, form } = options;
  const client_id = options.client_id ?? (await register(target)).body.client_id;
  const request = await askForConsent(browser, { client_id, ...parameters }, options.name);
  const view = await browser.submit(request.view, { press: "allow", ...options.decision });
  const authorization = { ...request, view };
  const { status, body: tokens } = await exchange(target, authorization, { client_id, ...form });
  if (status !== 200) throw new Error(`No tokens: ${status} ${JSON.stringify(tokens)}`);
  const { refresh_token } = tokens;
  return {
    target,
    browser,
    client_id,
    authorization,
    tokens,
    refresh: (extra) =>
      token(target, { grant_type: "refresh_token", client_id, refresh_token, ...extra }),
  };
}
