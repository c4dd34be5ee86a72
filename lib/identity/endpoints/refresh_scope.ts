import { isScope } from "../../scopes.ts";
import type { Provider } from "../storage/oidc_provider.ts";

/**
 * The `scope` of a refresh as oidc-provider should see it; `undefined` for all that was granted. Real
 * clients repeat what they asked for at first, with `offline_access`, scopes that we do not know and
 * scopes that the person unticked: these are left out, as they were then. A scope that was never
 * asked for stays, to be refused (RFC 6749, section 6), as does a request for nothing that was
 * granted.
 */
export async function refreshScope(
  { scope, refreshToken }: { scope: string; refreshToken: string },
  provider: Provider,
): Promise<string | undefined> {
  const asked = scope.split(" ").filter(Boolean);
  const journal = asked.filter(isScope);
  if (journal.length === 0) return undefined;

  const token = await provider.RefreshToken.find(refreshToken);
  const grant = token?.grantId ? await provider.Grant.find(token.grantId) : undefined;
  if (!token || !grant) return scope;
  const unticked = new Set(grant.getRejectedOIDCScope().split(" "));
  const kept = asked.filter((name) =>
    token.scopes.has(name) || isScope(name) && !unticked.has(name)
  );
  return kept.some(isScope) ? kept.join(" ") : scope;
}
