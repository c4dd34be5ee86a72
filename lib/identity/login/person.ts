import type { Vouched } from "../../login_allow.ts";
import { plainText } from "../../plain_text.ts";
import { isEmail, normalizeEmail } from "../people/accounts.ts";
import type { LinkedPerson } from "../people/links.ts";

/** Somebody as the provider has vouched for them, with what the rules of `LOGIN_ALLOW` look at. */
export interface VouchedPerson extends LinkedPerson, Vouched {
  /** Whether the provider says that the address may be somebody else's; silence is no word. */
  readonly isUnverified: boolean;
}

/** Claims of an ID token, a UserInfo response or an ID-JAG, as far as we read them. */
export interface PersonClaims {
  readonly name?: unknown;
  readonly preferred_username?: unknown;
  readonly email?: unknown;
  readonly email_verified?: unknown;
  readonly [claim: string]: unknown;
}

/** Where providers put the groups of a person: most, GitLab, Cognito. */
const GROUP_CLAIMS = ["groups", "groups_direct", "cognito:groups"];

/** The person whom `issuer` calls `subject`, with what it claims of them (OpenID Connect Core, 5.1). */
export function personOf(
  { issuer, subject }: { issuer: string; subject: string },
  claims: PersonClaims,
): VouchedPerson {
  const name = textOf(claims.name) ?? textOf(claims.preferred_username);
  const given = typeof claims.email === "string" ? normalizeEmail(claims.email) : "";
  const email = isEmail(given) ? given : undefined;
  // Cognito says it as a string.
  const isVerified = claims.email_verified === true || claims.email_verified === "true";
  return {
    ...{ issuer, subject, groups: groupsOf(claims) },
    ...(name ? { name } : {}),
    ...(email ? { email } : {}),
    ...(email && isVerified ? { verifiedEmail: email } : {}),
    isUnverified: email !== undefined && claims.email_verified !== undefined && !isVerified,
  };
}

/** The groups that any of the claims names. */
export function groupsOf(claims: PersonClaims): string[] {
  return GROUP_CLAIMS.flatMap((claim) => [claims[claim]].flat())
    .filter((group): group is string => typeof group === "string");
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === "string" ? plainText(claim, 100) : undefined;
}
