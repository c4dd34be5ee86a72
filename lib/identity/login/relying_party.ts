import * as oidc from "openid-client";
import { createBoundedFetch } from "../../auth/bounded_fetch.ts";
import type { LoginConfig } from "../../config.ts";
import { isSecure } from "../../loopback.ts";
import { clientAuthentication } from "./client_authentication.ts";
import { groupsOf, type PersonClaims, personOf, type VouchedPerson } from "./person.ts";
import { LoginProblem, toLoginProblem } from "./problem.ts";

/** A person waits, and some providers are slow the first time: in milliseconds. */
const TIME_LIMIT = 10_000;

/** How old the provider's metadata may grow, in milliseconds. */
const METADATA_AGE = 60 * 60 * 1000;

/** For how long they are believed while the provider is away, in milliseconds. */
const METADATA_AGE_AWAY = 24 * 60 * 60 * 1000;

/** How long a page waits for metadata that it can do without, in milliseconds. */
const PATIENCE = 1_000;

/** Longest subject in characters (OpenID Connect Core, section 2). */
export const MAX_SUBJECT = 255;

/** By how much the provider's clock may differ from ours, in seconds. */
export const CLOCK_TOLERANCE = 60;

/** What must be remembered until the person comes back from the provider. */
export interface Handshake {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** How the person is sent to the provider. */
export interface Way {
  /** An address that the person may mean. */
  readonly hint?: string;
  /** Whether the provider must ask who this is, whoever is signed in there. */
  readonly fresh?: boolean;
}

/** This server as a client of the provider (OpenID Connect Core, section 1.2). */
export interface RelyingParty {
  /** The provider's metadata, an hour old at most while it answers. Throws `LoginProblem`. */
  metadata(): Promise<oidc.ServerMetadata>;
  /** Where to send the person, and what to remember. Throws `LoginProblem`. */
  begin(way: Way): Promise<{ url: URL; handshake: Handshake }>;
  /**
   * Who came back with `answer`, the query of the redirect. With `freshSince` (milliseconds) the
   * provider must have asked them since. Throws `LoginProblem`.
   */
  finish(
    answer: URLSearchParams,
    options: { handshake: Handshake; freshSince?: number },
  ): Promise<VouchedPerson>;
  /** Where the person's session at the provider can be ended, if it offers that and is known. */
  endSessionUrl(): Promise<string | undefined>;
  /** Reads its documents: the whole answer within seconds, only https or loopback. */
  readonly fetch: typeof fetch;
}

export interface RelyingPartyOptions {
  readonly login: Pick<LoginConfig, "issuer" | "allow"> & {
    client: { id: string; secret?: string };
  };
  readonly redirectUri: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Known metadata, how we authenticate there, and when they were read. */
interface Known {
  readonly config: oidc.Configuration;
  readonly at: number;
}

/** Returns this server as a client of the provider of `LOGIN_ISSUER`; nothing is asked there yet. */
export function createRelyingParty(
  { login, redirectUri, now }: RelyingPartyOptions,
): RelyingParty {
  const { issuer, client: { id, secret } } = login;
  const boundedFetch = createBoundedFetch(secureFetch, TIME_LIMIT);
  const needsGroups = login.allow.some(({ kind }) => kind === "group");
  const authentication = clientAuthentication(secret);
  let known: Known | undefined;
  let reading: Promise<Known> | undefined;

  async function discover(): Promise<Known> {
    const url = new URL(issuer);
    const config = await oidc.discovery(
      url,
      id,
      { [oidc.clockTolerance]: CLOCK_TOLERANCE },
      authentication.use,
      {
        [oidc.customFetch]: boundedFetch as oidc.CustomFetch,
        timeout: TIME_LIMIT / 1000,
        execute: [
          // The signature is checked as well, though TLS has said already who answers.
          oidc.enableNonRepudiationChecks,
          ...(url.protocol === "http:" ? [oidc.allowInsecureRequests] : []),
        ],
      },
    );
    return { config, at: now() };
  }

  async function configuration(): Promise<oidc.Configuration> {
    if (known && now() - known.at < METADATA_AGE) return known.config;
    reading ??= discover().finally(() => reading = undefined);
    try {
      known = await reading;
      return known.config;
    } catch (error) {
      if (known && now() - known.at < METADATA_AGE_AWAY) return known.config;
      throw toLoginProblem(error);
    }
  }

  function scopesFor({ scopes_supported: scopes = [] }: oidc.ServerMetadata): string {
    const wanted = ["openid", "email", "profile"];
    // Some providers tell groups by a scope, some always, and refuse a scope that they do not know.
    return [...wanted, ...(needsGroups && scopes.includes("groups") ? ["groups"] : [])].join(" ");
  }

  return {
    fetch: boundedFetch,
    metadata: async () => (await configuration()).serverMetadata(),
    async begin({ hint, fresh }) {
      const config = await configuration();
      const handshake = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: scopesFor(config.serverMetadata()),
        state: handshake.state,
        nonce: handshake.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(handshake.verifier),
        code_challenge_method: "S256",
        ...(hint ? { login_hint: hint } : {}),
        ...(fresh ? { prompt: "login", max_age: "0" } : {}),
      });
      if (!isSecure(url)) throw new LoginProblem("misconfigured");
      return { url, handshake };
    },
    async finish(answer, { handshake, freshSince }) {
      const config = await configuration();
      const url = new URL(redirectUri);
      url.search = answer.toString();
      try {
        const tokens = await authentication.either(() =>
          oidc.authorizationCodeGrant(config, url, {
            expectedState: handshake.state,
            expectedNonce: handshake.nonce,
            pkceCodeVerifier: handshake.verifier,
            idTokenExpected: true,
            ...(freshSince !== undefined && tellsWhen(config.serverMetadata())
              ? { maxAge: Math.ceil((now() - freshSince) / 1000) }
              : {}),
          })
        );
        const claims = tokens.claims()!;
        if (claims.sub.length > MAX_SUBJECT) throw new LoginProblem("untrusted");
        const more = isEnough(claims, needsGroups)
          ? {}
          : await userInfo(config, { accessToken: tokens.access_token, subject: claims.sub });
        return personOf({ issuer: claims.iss, subject: claims.sub }, merge(claims, more));
      } catch (error) {
        throw toLoginProblem(error);
      }
    },
    async endSessionUrl() {
      // Of any age: where a session ends hardly ever changes, and no page should wait for it.
      const config = known?.config ?? await Promise.race([
        configuration().catch(() => undefined),
        new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE, undefined)),
      ]);
      if (!config?.serverMetadata().end_session_endpoint) return undefined;
      // Without post_logout_redirect_uri, which would have to be registered there as well.
      const url = oidc.buildEndSessionUrl(config);
      return isSecure(url) ? url.href : undefined;
    },
  };
}

/** Our secret and its codes travel by https, or stay on this machine, wherever metadata point. */
const secureFetch: typeof fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (!isSecure(url)) throw new TypeError(`${url.host} is asked by plain http, expected https`);
  return fetch(input, init);
};

/**
 * Whether the provider can say when it asked somebody last. One that cannot, such as Google, has
 * just sent them through its pages, and more is not to be had.
 */
function tellsWhen({ claims_supported: claims }: oidc.ServerMetadata): boolean {
  return claims === undefined || claims.includes("auth_time");
}

function isEnough(claims: PersonClaims, needsGroups: boolean): boolean {
  return claims.email !== undefined && (!needsGroups || groupsOf(claims).length > 0);
}

async function userInfo(
  config: oidc.Configuration,
  { accessToken, subject }: { accessToken: string; subject: string },
): Promise<PersonClaims> {
  if (!config.serverMetadata().userinfo_endpoint) return {};
  return await oidc.fetchUserInfo(config, accessToken, subject);
}

/** Who says the address says whether it is verified: the two are never taken from different places. */
function merge(claims: PersonClaims, more: PersonClaims): PersonClaims {
  const { email, email_verified } = claims.email === undefined ? more : claims;
  return { ...more, ...claims, email, email_verified };
}
