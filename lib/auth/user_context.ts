import { sha256 } from "../digest.ts";
import type { Claims } from "./claims.ts";

/** On whose behalf a request is made, by which client, and what it may do. */
export interface UserContext<Scope extends string = string> {
  /** Names the person in our storage. Never shown. */
  userId: string;
  /** The `sub` by which the authorization server knows the person. */
  subject: string;
  clientId: string;
  username?: string;
  /** The person's time zone, if the authorization server tells it: an IANA name. */
  timeZone?: string;
  scopes: ReadonlySet<Scope>;
}

/**
 * Returns the name of a person in our storage. `realm` names the population of subjects: the same
 * `sub` at two issuers is two people, while the embedded server's people stay the same when
 * `PUBLIC_URL`, and with it the issuer, changes.
 */
export function userIdOf(realm: string, subject: string): string {
  return sha256(JSON.stringify([realm, subject]));
}

/** Returns the user context of a validated token. */
export function userContext<Scope extends string>(
  claims: Claims<Scope>,
  realm: string,
): UserContext<Scope> {
  return {
    userId: userIdOf(realm, claims.subject),
    subject: claims.subject,
    clientId: claims.clientId,
    username: claims.username,
    timeZone: claims.timeZone,
    scopes: claims.scopes,
  };
}
