import { z } from "zod";
import { AuthorizationServerUnavailableError, InvalidTokenError } from "./errors.ts";
import { timeZoneNamed } from "../time.ts";

/** What an introspection response says about an active token, in one shape for every server. */
export interface Claims<Scope extends string = string> {
  subject: string;
  clientId: string;
  scopes: ReadonlySet<Scope>;
  username?: string;
  /** An IANA name. */
  timeZone?: string;
  /** Seconds since the epoch. */
  expiresAt?: number;
  /** Seconds since the epoch. */
  notBefore?: number;
}

const words = z.union([z.string().transform((text) => text.split(" ")), z.array(z.string())]);

/** RFC 7662, section 2.2, with the habits of servers in use. Only `active` is mandatory there. */
const Introspection = z.object({
  active: z.boolean(),
  sub: z.string().optional(),
  iss: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  exp: z.number().optional(),
  nbf: z.number().optional(),
  scope: words.optional(),
  scp: words.optional(),
  client_id: z.string().optional(),
  azp: z.string().optional(),
  username: z.string().optional(),
  // A claim of OpenID Connect (Core 1.0, section 5.1). A wrong one is no reason to let nobody in.
  zoneinfo: z.string().transform(timeZoneNamed).optional().catch(undefined),
  token_type: z.string().optional(),
  token_use: z.string().optional(),
  typ: z.string().optional(),
});

/** What a good token says. */
export interface Expected<Scope extends string> {
  issuer: string;
  audience: string;
  /** Those of the resource. Servers grant others beside them, which mean nothing here. */
  scopes: readonly Scope[];
}

/**
 * Checks an introspection response: returns its claims when the token is active, was issued by
 * `issuer` and is meant for `audience` (RFC 7662, section 2.2; RFC 8707, section 2). Times are
 * left to {@linkcode assertTimely}, because they are checked anew on each use of a cached answer.
 *
 * @throws {InvalidTokenError} when the token is not good here
 * @throws {AuthorizationServerUnavailableError} when the document is no introspection response
 */
export function checkIntrospection<Scope extends string>(
  document: unknown,
  expected: Expected<Scope>,
): Claims<Scope> {
  const parsed = Introspection.safeParse(document);
  if (!parsed.success) {
    throw new AuthorizationServerUnavailableError("The introspection response is malformed", {
      cause: parsed.error,
    });
  }
  const claims = parsed.data;
  if (!claims.active) throw new InvalidTokenError("The access token is not active");
  if (claims.iss !== undefined && claims.iss !== expected.issuer) {
    throw new InvalidTokenError("The access token was issued by another authorization server");
  }
  if (claims.aud === undefined) throw new InvalidTokenError("The access token names no audience");
  if (![claims.aud].flat().includes(expected.audience)) {
    throw new InvalidTokenError("The access token is not meant for this resource");
  }
  if (!isAccessToken(claims)) throw new InvalidTokenError("Only a bearer access token is accepted");
  // Without a subject there is no person whose journal this could be.
  if (!claims.sub) throw new InvalidTokenError("The access token names no subject");
  return {
    subject: claims.sub,
    clientId: claims.client_id ?? claims.azp ?? "unknown",
    scopes: knownOf(claims.scope ?? claims.scp ?? [], expected.scopes),
    username: claims.username,
    timeZone: claims.zoneinfo,
    expiresAt: claims.exp,
    notBefore: claims.nbf,
  };
}

function knownOf<Scope extends string>(
  granted: readonly string[],
  known: readonly Scope[],
): ReadonlySet<Scope> {
  const isKnown = (scope: string): scope is Scope => known.some((each) => each === scope);
  return new Set(granted.filter(isKnown));
}

/** Servers state when they issued a token as `nbf`, and no two clocks agree (RFC 7519, 4.1.5). */
const CLOCK_SKEW_SECONDS = 5;

/**
 * @param nowSeconds seconds since the epoch
 * @throws {InvalidTokenError} when the token has expired or is not valid yet
 */
export function assertTimely(claims: Claims, nowSeconds: number): void {
  if (claims.expiresAt !== undefined && claims.expiresAt <= nowSeconds) {
    throw new InvalidTokenError("The access token has expired");
  }
  if (claims.notBefore !== undefined && claims.notBefore > nowSeconds + CLOCK_SKEW_SECONDS) {
    throw new InvalidTokenError("The access token is not valid yet");
  }
}

/** `token_type` is that of RFC 6749, section 7.1, but some servers put the use of the token there. */
const TOKEN_TYPES = ["bearer", "access_token"];

/** The `typ` by which Keycloak marks tokens that are no access tokens. */
const OTHER_TYPES = ["ID", "Refresh", "Offline", "Logout"];

function isAccessToken(claims: z.infer<typeof Introspection>): boolean {
  const { token_type = "bearer", token_use = "access_token", typ = "Bearer" } = claims;
  return TOKEN_TYPES.includes(token_type.toLowerCase()) && token_use === "access_token" &&
    !OTHER_TYPES.includes(typ);
}
