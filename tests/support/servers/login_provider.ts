import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
// @ts-types="@types/oidc-provider"
import type { JWKS, Provider } from "oidc-provider";
import { exportJWK, generateKeyPair } from "jose";
import { Browser, type View } from "../../../scripts/browser/browser.ts";

/** What the provider says of a person, by their login there. */
export type LoginClaims = Record<string, unknown>;

/** An OpenID Connect provider of its own, made of oidc-provider, with its own pages. */
export interface LoginProvider extends AsyncDisposable {
  readonly issuer: string;
  /** `LOGIN_*` for a server that signs people in with it. */
  readonly environment: Record<string, string>;
  /** Lets a server's redirect URI in. */
  letIn(serverUrl: string): void;
  /** What it says of people, by their login; of others nothing but their subject. */
  readonly people: Map<string, LoginClaims>;
  /** The paths that it was asked for. */
  readonly asked: string[];
  /** Begins anew with other keys: nobody is signed in there any more. */
  rotateKeys(): Promise<void>;
}

export interface LoginProviderOptions {
  /** With which method the client is registered; the metadata list both. */
  clientAuthMethod?: "client_secret_basic" | "client_secret_post";
  /** Whether claims are in the ID token too, and not at the UserInfo endpoint only. */
  claimsInIdToken?: boolean;
}

const CLIENT = { id: "epicme", secret: "a secret with : and %" };

/** Starts a provider on a loopback port. It knows no client before `letIn`. */
export async function startLoginProvider(
  options: LoginProviderOptions = {},
): Promise<LoginProvider> {
  let callback: ReturnType<Provider["callback"]> | undefined;
  let redirectUris: string[] = [];
  const people = new Map<string, LoginClaims>();
  const asked: string[] = [];
  let keys = await takeKeys();
  const http = createServer(async (request, response) => {
    asked.push(new URL(request.url!, "http://provider").pathname);
    callback ??= (await createProvider({ issuer, redirectUris, people, jwks: keys, options }))
      .callback();
    callback(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    issuer,
    people,
    asked,
    environment: {
      LOGIN_ISSUER: issuer,
      LOGIN_CLIENT_ID: CLIENT.id,
      LOGIN_CLIENT_SECRET: CLIENT.secret,
      LOGIN_NAME: "Example Inc.",
    },
    letIn(serverUrl) {
      redirectUris = [...redirectUris, `${serverUrl}/account/login/callback`];
      callback = undefined;
    },
    async rotateKeys() {
      keys = await takeKeys();
      callback = undefined;
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await closed;
      spareKeys.push(keys);
    },
  };
}

/** Signs in at the provider, in a browser of its own, and returns the redirect back to us. */
export async function answerAtProvider(
  provider: LoginProvider,
  { url, login, browser = new Browser(provider.issuer) }: {
    url: URL;
    login: string;
    browser?: Browser;
  },
): Promise<URL> {
  let page: View = await browser.go(url);
  // It asks who this is and whether they agree, each once for a browser.
  while (page.response?.status === 200) {
    page = await browser.submit(page, { fill: { login, password: "anything" } });
  }
  if (page.response) throw new Error(`The provider says ${page.response.status}: ${page.html}`);
  return page.url;
}

async function createProvider(
  { issuer, redirectUris, people, jwks, options }: {
    issuer: string;
    redirectUris: string[];
    people: Map<string, LoginClaims>;
    jwks: JWKS;
    options: LoginProviderOptions;
  },
): Promise<Provider> {
  const { warn } = console;
  // For development only, it warns: so are tests.
  console.warn = () => {};
  try {
    // @ts-types="@types/oidc-provider"
    const { Provider } = await import("oidc-provider");
    return new Provider(issuer, {
      jwks,
      clients: [{
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: redirectUris,
        token_endpoint_auth_method: options.clientAuthMethod ?? "client_secret_basic",
      }],
      claims: {
        openid: ["sub"],
        email: ["email", "email_verified"],
        profile: ["name"],
        groups: ["groups"],
      },
      scopes: ["openid", "email", "profile", "groups"],
      conformIdTokenClaims: options.claimsInIdToken !== true,
      findAccount: (_ctx, id) => ({
        accountId: id,
        claims: () => ({ sub: id, ...people.get(id) }),
      }),
      pkce: { required: () => true },
      ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    });
  } finally {
    console.warn = warn;
  }
}

/** A pair takes a quarter of a second to make: what a provider leaves is the next one's. */
const spareKeys: JWKS[] = [];

/** Keys that no other provider has while it runs. */
async function takeKeys(): Promise<JWKS> {
  const spare = spareKeys.pop();
  if (spare) return spare;
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const kid = crypto.randomUUID();
  return { keys: [{ ...await exportJWK(privateKey), alg: "RS256", use: "sig", kid }] } as JWKS;
}
