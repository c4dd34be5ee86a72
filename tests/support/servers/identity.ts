import {
  type AuthorizationServer,
  type AuthorizationServerOptions,
  openAuthorizationServer,
} from "../../../lib/identity/mod.ts";
import { openStore, type Store } from "../../../lib/kv/store.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { QUICK_PASSWORDS } from "./quick_passwords.ts";
import { authorize, exchange, register, type Target } from "../oauth/oauth.ts";

export const ORIGIN = "http://localhost:8000";
export const RESOURCE = `${ORIGIN}/mcp`;

/** A person of the tests. */
export const PERSON = {
  name: "Kody",
  email: "kody@example.com",
  password: "quiet lantern over water",
};

/** An authorization server in this process, with a store of its own. */
export interface Identity extends Target {
  server: AuthorizationServer;
  store: Store;
  /** A browser that nobody is signed in with. */
  browser(): Browser;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens a server on `location`, in memory by default. */
export async function openIdentity(
  options: Partial<AuthorizationServerOptions> & {
    location?: string;
    store?: Store;
    address?: string;
  } = {},
): Promise<Identity> {
  const { location = ":memory:", address = "192.0.2.7", ...others } = options;
  const { store = await openStore(location), ...overrides } = others;
  const server = await openAuthorizationServer(store, {
    publicUrl: new URL(ORIGIN),
    resource: RESOURCE,
    signUp: { policy: "open" },
    clientMetadataDocuments: false,
    passwordCost: QUICK_PASSWORDS,
    ...overrides,
  });
  const send = (request: Request) => server.handle(request, address);
  return {
    origin: ORIGIN,
    send,
    server,
    store,
    browser: () => new Browser(ORIGIN, send),
    async [Symbol.asyncDispose]() {
      await server.close();
      store.close();
    },
  };
}

/** A browser in which a new person has signed up, by way of a client that was then denied. */
export async function signedUpBrowser(identity: Identity, person = PERSON): Promise<Browser> {
  const browser = identity.browser();
  const { body: { client_id } } = await register(identity);
  const { view } = await authorize(browser, { client_id });
  const form = await browser.go(`${view.url.pathname}/sign-up`);
  const consent = await browser.submit(form, { fill: person });
  await browser.submit(consent, { press: "deny" });
  return browser;
}

/** Tokens for a new client, everything ticked. */
export async function freshTokens(identity: Identity, browser: Browser, scope?: string) {
  const { body: { client_id } } = await register(identity);
  return { ...await tokensFor(identity, browser, { client_id, scope }), client_id };
}

/** Tokens for a client that is registered already, everything ticked. */
export async function tokensFor(
  identity: Identity,
  browser: Browser,
  parameters: { client_id: string; scope?: string },
) {
  const request = await authorize(browser, parameters);
  const view = await browser.submit(request.view, { press: "allow" });
  const { client_id } = parameters;
  const { status, body } = await exchange(identity, { ...request, view }, { client_id });
  if (status !== 200) throw new Error(`No tokens: ${status} ${JSON.stringify(body)}`);
  return body;
}
