import * as oauth from "oauth4webapi";
import { Browser, type View } from "./browser/browser.ts";

/** A local account at the embedded authorization server. */
export interface LocalAccount {
  name: string;
  email: string;
  password: string;
}

export interface AccessTokenOptions {
  account: LocalAccount;
  /** Space separated (RFC 6749, section 3.3); the server's everyday scopes if absent. */
  scope?: string;
}

/** The server lets the account neither in nor be made. */
export class SignInError extends Error {
  override readonly name = "SignInError";

  constructor(
    /** Whether there is an account of that address, with another password. */
    readonly isTaken: boolean,
    /** What the server's pages say, of signing in and of signing up. */
    reason: string,
  ) {
    super(reason);
  }
}

/** Nothing listens there: the browser stops at the redirect that carries the code. */
const REDIRECT_URI = "http://127.0.0.1/callback";
const INSECURE = { [oauth.allowInsecureRequests]: true };

/**
 * Returns an access token for the journal of `account` at `resource`, got as any client gets it:
 * discovery, registration, authorization code with PKCE. The account is made if there is none.
 */
export async function getAccessToken(
  resource: string,
  { account, scope }: AccessTokenOptions,
): Promise<string> {
  const server = await discover(new URL(resource));
  const client = await oauth.processDynamicClientRegistrationResponse(
    await oauth.dynamicClientRegistrationRequest(server, {
      client_name: "deno task token",
      redirect_uris: [REDIRECT_URI],
      token_endpoint_auth_method: "none",
    }, INSECURE),
  );

  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const authorizationUrl = new URL(server.authorization_endpoint!);
  authorizationUrl.search = new URLSearchParams({
    response_type: "code",
    client_id: client.client_id,
    redirect_uri: REDIRECT_URI,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    resource,
    ...(scope ? { scope } : {}),
  }).toString();
  const redirect = await consent(authorizationUrl, account);

  const callback = oauth.validateAuthResponse(server, client, redirect, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    callback,
    REDIRECT_URI,
    verifier,
    { ...INSECURE, additionalParameters: { resource } },
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response);
  return tokens.access_token;
}

async function discover(resource: URL): Promise<oauth.AuthorizationServer> {
  const { authorization_servers = [] } = await oauth.processResourceDiscoveryResponse(
    resource,
    await oauth.resourceDiscoveryRequest(resource, INSECURE),
  );
  const issuer = new URL(authorization_servers[0]);
  const response = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...INSECURE });
  return await oauth.processDiscoveryResponse(issuer, response);
}

/** Signs in, or up, and allows all that is asked for. Returns the redirect back to the client. */
async function consent(authorizationUrl: URL, account: LocalAccount): Promise<URL> {
  const browser = new Browser(authorizationUrl.origin);
  const signIn = await browser.go(authorizationUrl);
  let page = await browser.submit(signIn, { fill: { ...account } });
  if (!isConsent(page)) {
    const refused = problemOf(page);
    page = await browser.go(`${signIn.url.pathname}/sign-up`);
    if (page.html.includes("<form")) page = await browser.submit(page, { fill: { ...account } });
    if (!isConsent(page)) {
      throw new SignInError(page.response?.status === 409, `${refused} ${problemOf(page)}`);
    }
  }
  return (await browser.submit(page, { press: "allow" })).url;
}

function isConsent(page: View): boolean {
  return page.html.includes('name="decision"');
}

function problemOf({ html }: View): string {
  return /role="alert">([^<]*)</.exec(html)?.[1] ?? "The page does not say why.";
}
