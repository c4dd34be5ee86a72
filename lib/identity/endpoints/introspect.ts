import type { Store } from "../../kv/store.ts";
import type { Accounts } from "../people/accounts.ts";
import type { AdapterPayload } from "../storage/oidc_provider.ts";
import { findPayload } from "../storage/read_record.ts";

/** What the resource server learns about a token (RFC 7662, section 2.2). */
export type Introspection = Record<string, unknown> & { active: boolean };

/** What a person has granted: scopes by resource, parted by spaces. */
interface GrantPayload extends AdapterPayload {
  resources?: Record<string, string>;
  /** What they have taken back. */
  rejected?: { resources?: Record<string, string> };
}

export interface IntrospectOptions {
  store: Store;
  accounts: Accounts;
  /** The one audience of our tokens. */
  resource: string;
  issuer: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * Looks a token up and checks it. oidc-provider's own endpoint is not used: it would fetch a
 * client's metadata document on the way, and fail where the client is gone. Nor are its models: the
 * first call of a client that has a token would wait until all of oidc-provider is loaded.
 */
export async function introspect(
  token: string,
  { store, accounts, resource, issuer, now }: IntrospectOptions,
): Promise<Introspection> {
  const found = await findPayload(store, { model: "AccessToken", id: token, now: now() });
  if (!found?.grantId || !found.accountId) return { active: false };
  const [grant, account] = await Promise.all([
    findPayload(store, { model: "Grant", id: found.grantId, now: now() }),
    accounts.find(found.accountId),
  ]);
  return judge(found, { grant, accountExists: account !== undefined, resource, issuer });
}

/**
 * Active is only an access token for our resource whose grant and account still stand. Its scopes are
 * those that the grant still has: a person may take some away.
 */
export function judge(
  token: AdapterPayload,
  { grant, accountExists, resource, issuer }: {
    grant?: GrantPayload;
    accountExists: boolean;
    resource: string;
    issuer: string;
  },
): Introspection {
  if (!grant || grant.clientId !== token.clientId || grant.accountId !== token.accountId) {
    return { active: false };
  }
  // None of ours ends with a browser session; one that said so would have to be looked up.
  if (isExpired(token) || isExpired(grant) || token.expiresWithSession) return { active: false };
  if (!accountExists || token.aud !== resource) return { active: false };
  return {
    active: true,
    scope: scopeOf(grant, { resource, asked: token.scope ?? "" }),
    client_id: token.clientId,
    sub: token.accountId,
    aud: token.aud,
    iss: issuer,
    exp: token.exp,
    iat: token.iat,
    token_type: "Bearer",
  };
}

/** By the clock of oidc-provider, which has written the time: in seconds since the epoch. */
function isExpired({ exp = 0 }: AdapterPayload): boolean {
  return exp <= Math.floor(Date.now() / 1000);
}

/** What of `asked` the person has granted for the resource and has not taken back. */
function scopeOf(
  { resources, rejected }: GrantPayload,
  { resource, asked }: { resource: string; asked: string },
): string {
  const wanted = new Set(asked.split(" "));
  const refused = new Set(rejected?.resources?.[resource]?.split(" "));
  const granted = resources?.[resource]?.split(" ") ?? [];
  return granted.filter((scope) => wanted.has(scope) && !refused.has(scope)).join(" ");
}
