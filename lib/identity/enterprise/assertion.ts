import {
  createRemoteJWKSet,
  customFetch,
  errors as jose,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
} from "jose";
import { CLOCK_TOLERANCE, MAX_SUBJECT, type RelyingParty } from "../login/relying_party.ts";
import { LoginProblem, toLoginProblem } from "../login/problem.ts";
import { ID_JAG_TYPE } from "../id_jag.ts";

/** How long an ID-JAG may live, in seconds, whatever it says itself: it is used at once. */
const MAX_AGE = 60 * 60;

/** With keys that everybody may know. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"]
  .concat("ES512", "EdDSA", "Ed25519");

/** An Identity Assertion JWT Authorization Grant whose signature and times are good. */
export interface IdJag extends JWTPayload {
  readonly iss: string;
  readonly sub: string;
  readonly jti: string;
  readonly exp: number;
  readonly client_id: string;
  readonly resource: string;
  readonly scope?: unknown;
}

/** An assertion that is refused; the message says what is wrong with it. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

/** Checks ID-JAGs of the provider. */
export interface AssertionChecker {
  /** Throws `AssertionError`, or `LoginProblem` while the provider cannot be asked for its keys. */
  check(assertion: string): Promise<IdJag>;
}

/**
 * Returns what checks assertions that are meant for `audience`, our issuer, with the keys that the
 * provider publishes. New keys are found by their id, at most every half minute.
 */
export function createAssertionChecker(
  { relyingParty, audience, now }: {
    relyingParty: RelyingParty;
    audience: string;
    /** Milliseconds since the epoch. */
    now: () => number;
  },
): AssertionChecker {
  let keys: { uri: string; find: JWTVerifyGetKey } | undefined;

  /** The same set for as long as the provider publishes it at the same place: it is a cache. */
  async function keySet(): Promise<{ issuer: string; find: JWTVerifyGetKey }> {
    const { issuer, jwks_uri: uri } = await relyingParty.metadata();
    if (!uri) throw new LoginProblem("misconfigured");
    if (keys?.uri !== uri) {
      keys = { uri, find: createRemoteJWKSet(new URL(uri), { [customFetch]: relyingParty.fetch }) };
    }
    return { issuer, find: keys.find };
  }

  return {
    async check(assertion) {
      const { issuer, find } = await keySet();
      const { payload } = await jwtVerify(assertion, find, {
        issuer,
        // Both are written for an origin (RFC 3986, section 6.2.3).
        audience: [audience, `${audience}/`],
        typ: ID_JAG_TYPE,
        algorithms: ALGORITHMS,
        requiredClaims: ["sub", "exp", "iat", "jti", "client_id", "resource"],
        maxTokenAge: MAX_AGE,
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: new Date(now()),
      }).catch((error: unknown) => {
        throw toAssertionError(error);
      });
      for (const claim of ["sub", "jti", "client_id", "resource"]) {
        if (typeof payload[claim] !== "string" || payload[claim] === "") {
          throw new AssertionError(`its ${claim} is no text`);
        }
      }
      if (payload.sub!.length > MAX_SUBJECT) throw new AssertionError("its sub is too long");
      // One that is meant for others too could be redeemed by any of them here.
      if ([payload.aud].flat().length !== 1) throw new AssertionError("it has several audiences");
      return payload as IdJag;
    },
  };
}

/** When an ID-JAG can be forgotten because it is refused for its age, in milliseconds. */
export function endOf({ exp, iat = exp }: IdJag): number {
  return (Math.min(exp, iat + MAX_AGE) + CLOCK_TOLERANCE) * 1000;
}

function toAssertionError(cause: unknown): Error {
  if (cause instanceof jose.JWTExpired) return new AssertionError("it has expired", { cause });
  if (cause instanceof jose.JWTClaimValidationFailed) {
    return new AssertionError(`its ${cause.claim} is not as expected`, { cause });
  }
  if (cause instanceof jose.JWKSNoMatchingKey) {
    return new AssertionError("it is signed with a key that the provider does not publish", {
      cause,
    });
  }
  // The keys themselves could not be read.
  if (cause instanceof jose.JWKSTimeout || cause instanceof jose.JWKSInvalid) {
    return new LoginProblem("unreachable", { cause });
  }
  if (cause instanceof jose.JOSEError && cause.code !== "ERR_JOSE_GENERIC") {
    return new AssertionError("it is not signed as expected", { cause });
  }
  return toLoginProblem(cause);
}
