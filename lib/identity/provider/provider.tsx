import type { Store } from "../../kv/store.ts";
import { ALL_SCOPES } from "../../scopes.ts";
import type { Accounts } from "../people/accounts.ts";
import { KvAdapter } from "./adapter.ts";
import { ClientDocuments } from "../clients/documents.ts";
import { existingGrant } from "./existing_grant.ts";
import { COOKIES } from "../storage/cookies.ts";
import { TTL } from "../storage/lifetimes.ts";
import {
  fetchMetadataDocument,
  type MetadataDocumentOptions,
} from "../clients/metadata_document.ts";
import { type Configuration, errors, Provider } from "../storage/oidc_provider.ts";
import { errorPage } from "./error_page.tsx";
import { interactionPath, PATHS } from "../paths.ts";
import type { Secrets } from "../storage/secrets.ts";

/** What the provider is made of. */
export interface ProviderOptions {
  readonly issuer: string;
  readonly resource: string;
  readonly secrets: Secrets;
  readonly accounts: Accounts;
  /** How metadata documents of clients are read; without it they are neither offered nor read. */
  readonly fetchDocument?: typeof fetch;
  readonly onDocumentFailure?: MetadataDocumentOptions["onFailure"];
  /** What RFC 8414 does not know of the metadata, beside what oidc-provider says. */
  readonly metadata?: Record<string, unknown>;
  readonly now: () => number;
}

/** oidc-provider, set up as this server's authorization server. */
export function createProvider(store: Store, options: ProviderOptions): Provider {
  const provider = new Provider(options.issuer, {
    adapter: (model) => new KvAdapter(store, model, options.now),
    ...keys(options.secrets),
    ...endpoints(),
    ...clients(options, new ClientDocuments(store, options.now)),
    ...tokens(),
    features: features(options),
    findAccount: async (_ctx, subject) =>
      await options.accounts.find(subject)
        ? { accountId: subject, claims: () => ({ sub: subject }) }
        : undefined,
    renderError: errorPage(options),
    discovery: options.metadata,
  });
  // Behind our own proxy: the origin of its URLs comes from the headers that proxy.ts sets.
  provider.proxy = true;
  return provider;
}

function keys({ signing, cookies }: Secrets): Configuration {
  return {
    jwks: { keys: [signing] },
    enabledJWA: { idTokenSigningAlgValues: ["ES256"] },
    cookies: {
      keys: [cookies],
      names: COOKIES,
      long: { signed: true, httpOnly: true, sameSite: "lax" },
      short: { signed: true, httpOnly: true, sameSite: "lax" },
    },
  };
}

function endpoints(): Configuration {
  return {
    routes: {
      authorization: PATHS.authorize,
      token: PATHS.token,
      jwks: PATHS.jwks,
      registration: PATHS.register,
      revocation: PATHS.revoke,
      end_session: "/oauth/end-session",
    },
    interactions: { url: (_ctx, { uid }) => interactionPath(uid) },
  };
}

function clients(
  { fetchDocument = refuseToFetch, onDocumentFailure = () => {} }: ProviderOptions,
  copies: ClientDocuments,
): Configuration {
  return {
    clientAuthMethods: ["none", "client_secret_basic", "client_secret_post"],
    clientDefaults: { id_token_signed_response_alg: "ES256" },
    clientBasedCORS: () => true,
    fetch: fetchMetadataDocument({ fetchDocument, copies, onFailure: onDocumentFailure }),
  };
}

function tokens(): Configuration {
  return {
    scopes: [...ALL_SCOPES, "offline_access", "openid"],
    claims: { openid: ["sub"] },
    responseTypes: ["code"],
    pkce: { required: () => true },
    ttl: { ...TTL },
    // Clients forget to ask for offline_access, and a journal is used for longer than an hour.
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    // An assistant outlives the browser session that connected it: sign_out.ts ends it if it should.
    expiresWithSession: () => false,
    revokeGrantPolicy: () => true,
    loadExistingGrant: existingGrant,
  };
}

function features({ resource, fetchDocument }: ProviderOptions): Configuration["features"] {
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
    registration: { enabled: true, issueRegistrationAccessToken: false },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
    },
    clientIdMetadataDocument: { enabled: fetchDocument !== undefined, ack: "draft-02" },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo(_ctx, indicator) {
        if (indicator !== resource) throw new errors.InvalidTarget(`expected ${resource}`);
        return {
          scope: ALL_SCOPES.join(" "),
          audience: resource,
          accessTokenFormat: "opaque",
          accessTokenTTL: TTL.AccessToken,
        };
      },
    },
  };
}

function refuseToFetch(): Promise<Response> {
  return Promise.reject(new TypeError("Client ID Metadata Documents are turned off"));
}
