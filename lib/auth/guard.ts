import { readBearerToken } from "./bearer.ts";
import { assertTimely, checkIntrospection, type Claims } from "./claims.ts";
import { InsufficientScopeError, InvalidTokenError, MissingTokenError } from "./errors.ts";
import type { Introspect } from "./introspection.ts";
import type { Signal } from "../signal.ts";
import { createTokenCache } from "./token_cache.ts";
import { type UserContext, userContext } from "./user_context.ts";

export interface GuardOptions<Scope extends string> {
  introspect: Introspect;
  /** What `iss` must be, when the server says it. */
  issuer: string;
  /** What `aud` must contain. */
  audience: string;
  /** The population of subjects, see {@linkcode userContext}. */
  realm: string;
  /** The scopes of this resource: of those that a token has, others are left out. */
  scopes: readonly Scope[];
  /** Seconds for which a revoked token may still work; 0 asks every time. */
  cacheSeconds: number;
  /** Emitted when tokens were revoked: every cached introspection is forgotten then. */
  revoked?: Signal;
  /** Emits `revoked` if tokens were revoked elsewhere; waited for before a token is looked up. */
  lookForRevocations?: () => Promise<void>;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

export interface Guard<Scope extends string = string> {
  /**
   * Returns on whose behalf `request` is made: reads the bearer token, introspects it and checks
   * `active`, `iss`, `aud`, `exp` and `nbf`.
   *
   * @throws {MissingTokenError | InvalidTokenError | AuthorizationServerUnavailableError}
   */
  authenticate(request: Request): Promise<UserContext<Scope>>;
}

type Verdict<Scope extends string> =
  | { ttlMs: number; user: UserContext<Scope>; claims: Claims<Scope> }
  | { ttlMs: number; refused: InvalidTokenError };

/** A wrong token is remembered only briefly: it may be valid in a moment (`nbf`, replication). */
const REFUSED_SECONDS = 5;

/** Returns the guard that every request to the protected resource passes. */
export function createGuard<Scope extends string>(
  options: GuardOptions<Scope>,
): Guard<Scope> {
  const { issuer, audience, scopes, now = Date.now } = options;
  const expected = { issuer, audience, scopes };
  const cache = createTokenCache<Verdict<Scope>>(now);
  options.revoked?.listen(cache.clear);

  async function introspectAndCheck(token: string): Promise<Verdict<Scope>> {
    try {
      const claims = checkIntrospection(await options.introspect(token), expected);
      const left = (claims.expiresAt ?? Infinity) * 1000 - now();
      return {
        ttlMs: Math.min(options.cacheSeconds * 1000, Math.max(0, left)),
        user: userContext(claims, options.realm),
        claims,
      };
    } catch (error) {
      if (!(error instanceof InvalidTokenError)) throw error;
      const seconds = Math.min(options.cacheSeconds, REFUSED_SECONDS);
      return { ttlMs: seconds * 1000, refused: error };
    }
  }

  return {
    async authenticate(request) {
      const token = readBearerToken(request.headers);
      if (token === undefined) throw new MissingTokenError();
      await options.lookForRevocations?.();
      const verdict = await cache.get(token, () => introspectAndCheck(token));
      if ("refused" in verdict) throw verdict.refused;
      assertTimely(verdict.claims, now() / 1000);
      return verdict.user;
    },
  };
}

/**
 * Lets the operation pass when the token carries every scope in `required`.
 *
 * @throws {InsufficientScopeError} naming all of `required`, so that one step-up is enough
 */
export function authorize<Scope extends string>(
  user: UserContext<Scope>,
  required: readonly Scope[],
): void {
  if (!required.every((scope) => user.scopes.has(scope))) {
    throw new InsufficientScopeError(required);
  }
}
