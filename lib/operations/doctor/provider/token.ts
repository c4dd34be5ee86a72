import { assertTimely, checkIntrospection } from "../../../auth/claims.ts";
import { AuthError, discovery, httpIntrospection, type Introspect } from "../../../auth/mod.ts";
import { ALL_SCOPES, EVERYDAY_SCOPES } from "../../../scopes.ts";
import type { Check, DoctorOptions } from "../check.ts";
import { type Finding, note, right, wrong } from "../finding.ts";

/** What the guard would say of the token that the operator gives, and why. */
export const checkToken: Check = async (options) => {
  const { config, token, now = Date.now } = options;
  if (token === undefined) return [];
  const introspect = options.introspect ?? externalIntrospection(options);
  if (introspect === undefined) {
    return [note("The token was not looked at: there are no accounts here yet")];
  }
  const { authorization, audience, publicUrl } = config;
  const issuer = authorization.kind === "external" ? authorization.issuer : publicUrl.origin;
  let document: unknown;
  try {
    document = await introspect(token);
    const claims = checkIntrospection(document, { issuer, audience, scopes: ALL_SCOPES });
    assertTimely(claims, now() / 1000);
    return [right("The token opens a journal here"), ...scopeFindings(claims.scopes)];
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    return [
      wrong(`The token is refused: ${error.message}`, advice(document, { issuer, audience })),
    ];
  }
};

function externalIntrospection(options: DoctorOptions): Introspect | undefined {
  const { config: { authorization }, fetch, now } = options;
  if (authorization.kind !== "external") return undefined;
  const metadata = discovery({ ...authorization, fetch, now });
  return httpIntrospection({ ...authorization, metadata, fetch });
}

function scopeFindings(granted: ReadonlySet<string>): Finding[] {
  const missing = EVERYDAY_SCOPES.filter((scope) => !granted.has(scope));
  return missing.length === 0
    ? [right("The token has the scopes of everyday work")]
    : [note(`The token lacks the scopes ${missing.join(" ")}`, "Tools that need them answer 403.")];
}

/** What is told of the token, beside what is expected: audience and issuer are no secrets. */
function advice(
  document: unknown,
  { issuer, audience }: { issuer: string; audience: string },
): string {
  if (typeof document !== "object" || document === null) {
    return "Mend first what is wrong with the provider.";
  }
  const { active, aud, iss } = document as Record<string, unknown>;
  if (active !== true) return "Get a new one: it has ended, was revoked, or is of another server.";
  if (iss !== undefined && iss !== issuer) return `Its issuer is ${iss}, expected ${issuer}.`;
  if (![aud].flat().includes(audience)) {
    return `Its audience is ${
      [aud].flat().join(", ") || "not told"
    }, expected ${audience}. Have the ` +
      "provider put that into tokens, or set TOKEN_AUDIENCE to what it puts there for this server " +
      "and for no other.";
  }
  return "docs/identity-providers.md says what a token must tell.";
}
