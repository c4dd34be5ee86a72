import type { Accounts } from "../people/accounts.ts";
import type { Provider } from "../storage/oidc_provider.ts";

/** What the resource server learns about a token (RFC 7662, section 2.2). */
export type Introspection = Record<string, unknown> & { active: boolean };

type AccessToken = InstanceType<Provider["AccessToken"]>;
type Grant = InstanceType<Provider["Grant"]>;

/**
 * Looks a token up and checks it. oidc-provider's own endpoint is not used: it would fetch a
 * client's metadata document on the way, and fail where the client is gone.
 */
export async function introspect(
  token: string,
  { provider, accounts, resource }: { provider: Provider; accounts: Accounts; resource: string },
): Promise<Introspection> {
  const found = await provider.AccessToken.find(token);
  if (!found?.grantId) return { active: false };
  const [grant, account] = await Promise.all([
    provider.Grant.find(found.grantId),
    accounts.find(found.accountId),
  ]);
  return judge(found, {
    grant,
    accountExists: account !== undefined,
    resource,
    issuer: provider.issuer,
  });
}

/**
 * Active is only an access token for our resource whose grant and account still stand. Its scopes are
 * those that the grant still has: a person may take some away.
 */
export function judge(
  token: AccessToken,
  { grant, accountExists, resource, issuer }: {
    grant?: Grant;
    accountExists: boolean;
    resource: string;
    issuer: string;
  },
): Introspection {
  if (!grant || grant.clientId !== token.clientId || grant.accountId !== token.accountId) {
    return { active: false };
  }
  if (!token.isValid || !accountExists || token.aud !== resource) {
    return { active: false };
  }
  return {
    active: true,
    scope: grant.getResourceScopeFiltered(resource, token.scopes),
    client_id: token.clientId,
    sub: token.accountId,
    aud: token.aud,
    iss: issuer,
    exp: token.exp,
    iat: token.iat,
    token_type: "Bearer",
  };
}
