import type { Browser, Send, View } from "../../../scripts/browser/browser.ts";

/** An authorization server under test, in this process or elsewhere. */
export interface Target {
  /** Its issuer, without a trailing slash. */
  origin: string;
  send: Send;
}

/** An answer with its body read. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

/** What the endpoints answer; which members are there depends on the endpoint and the status. */
export interface Body {
  client_id: string;
  client_secret?: string;
  access_token: string;
  refresh_token: string;
  id_token: string;
  scope: string;
  error?: string;
  [name: string]: unknown;
}

/** A redirect URI of a native client, on a port that nothing listens on. */
export const CALLBACK = "http://127.0.0.1:33418/callback";

/** Registers a client (RFC 7591); by default a public native one. */
export async function register(
  { origin, send }: Target,
  metadata: Record<string, unknown> = {},
): Promise<Answer> {
  const body = JSON.stringify({
    client_name: "A test client",
    redirect_uris: [CALLBACK],
    token_endpoint_auth_method: "none",
    ...metadata,
  });
  const headers = { "content-type": "application/json" };
  return read(
    await send(new Request(`${origin}/oauth/register`, { method: "POST", headers, body })),
  );
}

/** An authorization request on its way: where it led, and what the client must remember. */
export interface Authorization {
  view: View;
  verifier: string;
  state: string;
  redirectUri: string;
}

/** Opens the authorization page for a client; `undefined` leaves a parameter out. */
export async function authorize(
  browser: Browser,
  parameters: Record<string, string | undefined> & { client_id: string },
): Promise<Authorization> {
  const verifier = randomText();
  const redirectUri = parameters.redirect_uri ?? CALLBACK;
  const state = randomText();
  const query = new URLSearchParams();
  const all = {
    response_type: "code",
    redirect_uri: redirectUri,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: "S256",
    state,
    ...parameters,
  };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) query.set(name, value);
  return { view: await browser.go(`/oauth/authorize?${query}`), verifier, state, redirectUri };
}

/** Posts a form to an endpoint (RFC 6749, section 4.1.3) and reads the JSON. */
export async function post(
  { origin, send }: Target,
  path: string,
  { form, headers }: { form: Record<string, string>; headers?: Record<string, string> },
): Promise<Answer> {
  const body = new URLSearchParams(form);
  return read(await send(new Request(`${origin}${path}`, { method: "POST", headers, body })));
}

/** Asks for tokens. */
export function token(target: Target, form: Record<string, string>): Promise<Answer> {
  return post(target, "/oauth/token", { form });
}

/** Changes the code that a view ended with into tokens. */
export function exchange(
  target: Target,
  { view, verifier, redirectUri }: Authorization,
  form: Record<string, string> & { client_id: string },
): Promise<Answer> {
  const code = view.url.searchParams.get("code") ?? "";
  return token(target, {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...form,
  });
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, body: text.startsWith("{") ? JSON.parse(text) : { text } };
}

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return new Uint8Array(digest).toBase64({ alphabet: "base64url", omitPadding: true });
}

function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}
