import type { Store } from "../kv/store.ts";
import { type InteractionContext, interactions } from "./authorize/interactions.tsx";
import { keepSignIn } from "./authorize/keep_result.ts";
import { type Endpoints, route } from "./endpoints/routing.ts";
import type { SignedIn } from "./people/accounts.ts";
import { findThisBrowser, type ThisBrowser } from "./people/this_browser.ts";
import { keepErrorsFromStrangers } from "./provider/error_redirects.ts";
import { openLoopbackProxy } from "./provider/loopback_proxy.ts";
import { type Metadata, readMetadata } from "./provider/metadata.ts";
import { createProvider, type ProviderOptions } from "./provider/provider.tsx";
import { reportErrors } from "./provider/report_errors.ts";
import type { ProviderLogin } from "./provider_login.ts";

/** What oidc-provider and the pages before it are made of. */
export interface OidcOptions
  extends
    ProviderOptions,
    Omit<InteractionContext, "provider" | "login" | "now">,
    Omit<Endpoints, "provider" | "proxy"> {
  readonly store: Store;
  readonly publicUrl: URL;
  readonly login?: ProviderLogin;
  /** Called after a grant was revoked. */
  readonly onEnded: () => void;
}

/** The part of the authorization server that runs on oidc-provider. */
export interface Oidc {
  /** Answers every path under `/oauth/`. */
  handle(request: Request, clientAddress: string): Promise<Response>;
  /** The metadata document as oidc-provider has it (RFC 8414). */
  readMetadata(): Promise<Metadata>;
  /** Lets an authorization request go on as somebody who is back from the provider; returns where. */
  finishSignIn(uid: string, person: SignedIn): Promise<string>;
  /** Returns who is signed in with a browser session, by the value of its cookie. */
  thisBrowser(session: string): Promise<ThisBrowser | undefined>;
  close(): Promise<void>;
}

/** Opens it. Loaded with the first request that is not introspection: see server.ts. */
export async function openOidc(options: OidcOptions): Promise<Oidc> {
  const { store, issuer, publicUrl, login, onError, onEnded } = options;
  const provider = createProvider(store, options);
  reportErrors(provider, onError);
  keepErrorsFromStrangers(provider);
  provider.on("grant.revoked", onEnded);
  await login?.registerGrants(provider);
  provider.use(interactions({ ...options, provider, login: login?.login }));
  const proxy = openLoopbackProxy(provider, publicUrl);
  const endpoints = { ...options, provider, proxy };
  return {
    handle: (request, clientAddress) => route(request, clientAddress, endpoints),
    readMetadata: () => readMetadata(proxy, issuer),
    finishSignIn: (uid, person) => keepSignIn(uid, { person, provider }),
    thisBrowser: (session) => findThisBrowser(session, { ...options, provider }),
    close: proxy.close,
  };
}
