import type {
  OAuthAuthCode,
  OAuthAuthCodeRepository,
  OAuthClient,
  OAuthClientRepository,
  OAuthScopeRepository,
  OAuthToken,
  OAuthTokenRepository,
  OAuthUserRepository,
} from "@jmondi/oauth2-server";
import { ALL_SCOPES } from "../../../lib/scopes.ts";

/** The one person that the server knows. */
export const KODY = { id: "kody", name: "Kody K." };

/** A public client that was registered by hand. */
export const APP = { id: "an-app", redirectUri: "http://127.0.0.1:33419/callback" };

/** What the resource server introspects with. */
export const RESOURCE_SERVER = { id: "epicme-server", secret: "not-a-real_secret.1" };

interface Repositories {
  clients: OAuthClientRepository;
  tokens: OAuthTokenRepository;
  scopes: OAuthScopeRepository;
  users: OAuthUserRepository;
  codes: OAuthAuthCodeRepository;
}

/** Returns what `@jmondi/oauth2-server` keeps its state in, in memory. */
export function otherRepositories(): Repositories {
  const kept = { tokens: new Map<string, OAuthToken>(), codes: new Map<string, OAuthAuthCode>() };
  return { ...people(), tokens: tokenRepository(kept.tokens), codes: codeRepository(kept.codes) };
}

function people(): Pick<Repositories, "clients" | "scopes" | "users"> {
  const scopes = ALL_SCOPES.map((name) => ({ name }));
  const allowedGrants: OAuthClient["allowedGrants"] = ["authorization_code", "client_credentials"];
  const clients = new Map<string, OAuthClient>([
    [APP.id, { ...APP, name: "An app", redirectUris: [APP.redirectUri], allowedGrants, scopes }],
    [RESOURCE_SERVER.id, {
      ...RESOURCE_SERVER,
      name: "EpicMe",
      redirectUris: [],
      allowedGrants,
      scopes: [],
    }],
  ]);
  return {
    clients: {
      getByIdentifier: (id) => found(clients, id),
      isClientValid: (_grant, client, secret) => Promise.resolve(client.secret === secret),
    },
    scopes: {
      getAllByIdentifiers: (names) =>
        Promise.resolve(scopes.filter(({ name }) => names.includes(name))),
      finalize: (asked) => Promise.resolve(asked),
    },
    users: {
      getUserByCredentials: (id) => Promise.resolve(id === KODY.id ? KODY : undefined),
    },
  };
}

function tokenRepository(tokens: Map<string, OAuthToken>): OAuthTokenRepository {
  return {
    issueToken: (client, scopes, user) =>
      Promise.resolve({
        accessToken: crypto.randomUUID(),
        accessTokenExpiresAt: new Date(),
        client,
        scopes,
        user,
      }),
    issueRefreshToken: (token) => Promise.resolve(token),
    persist: (token) => Promise.resolve(void tokens.set(token.accessToken, token)),
    revoke: ({ accessToken }) => Promise.resolve(void tokens.delete(accessToken)),
    isRefreshTokenRevoked: () => Promise.resolve(true),
    getByRefreshToken: () => Promise.reject(new Error("No refresh tokens are issued")),
    getByAccessToken: (id) => found(tokens, id),
  };
}

function codeRepository(codes: Map<string, OAuthAuthCode>): OAuthAuthCodeRepository {
  return {
    getByIdentifier: (id) => found(codes, id),
    issueAuthCode: (client, user, scopes) => ({
      code: crypto.randomUUID(),
      expiresAt: new Date(),
      client,
      user,
      scopes,
    }),
    persist: (code) => Promise.resolve(void codes.set(code.code, code)),
    isRevoked: (id) => Promise.resolve(!codes.has(id)),
    revoke: (id) => Promise.resolve(void codes.delete(id)),
  };
}

function found<T>(kept: Map<string, T>, id: string): Promise<T> {
  const value = kept.get(id);
  return value ? Promise.resolve(value) : Promise.reject(new Error(`Nothing is kept as ${id}`));
}
