import type { KoaContextWithOIDC } from "../storage/oidc_provider.ts";

/**
 * The grant that an authorization request may go on with: the one just consented to, or the one the
 * session remembers for the client. A remembered refusal does not count for a new request: the
 * person is asked again, or a client could never step up to a scope that was unticked once.
 */
export async function existingGrant({ oidc }: KoaContextWithOIDC) {
  const { Grant } = oidc.provider;
  const consented = oidc.result?.consent?.grantId;
  if (consented) return await Grant.find(consented);
  const remembered = oidc.client && oidc.session?.grantIdFor(oidc.client.clientId);
  const grant = remembered ? await Grant.find(remembered) : undefined;
  const rejected = grant?.getRejectedOIDCScope().split(" ") ?? [];
  return rejected.some((scope) => oidc.requestParamScopes.has(scope)) ? undefined : grant;
}
