import { ACCOUNT_PATHS } from "../account_paths.ts";
import type { LoginConfig } from "../config.ts";
import type { Store } from "../kv/store.ts";
import { canonicalResource } from "./endpoints/resource_indicator.ts";
import { createAssertionChecker } from "./enterprise/assertion.ts";
import { registerEnterpriseGrant } from "./enterprise/grant.ts";
import { browserCookie } from "./login/browser_cookie.ts";
import { type Login, openLogin } from "./login/login.ts";
import { describeFault, type LoginProblem } from "./login/problem.ts";
import { createRelyingParty } from "./login/relying_party.ts";
import type { People } from "./people/people.ts";
import type { LogEvent } from "./provider/report_errors.ts";
import type { Provider } from "./storage/oidc_provider.ts";

/** What signing in with the provider of `LOGIN_ISSUER` is made of. */
export interface ProviderLoginOptions
  extends Pick<People, "accounts" | "links" | "invitations" | "connections" | "limits" | "told"> {
  readonly store: Store;
  /** oidc-provider, which is to redeem ID-JAGs too, if the operator lets them give anything. */
  readonly provider: Provider;
  readonly resource: string;
  readonly now: () => number;
  readonly log?: (event: LogEvent) => void;
}

/** Opens the way to the provider; nothing is asked there before somebody wants to go. */
export function openProviderLogin(config: LoginConfig, options: ProviderLoginOptions): Login {
  const { provider, resource, now, log, limits } = options;
  const { issuer } = provider;
  const onFault = (problem: LoginProblem) =>
    log?.({ event: "login_failed", error: describeFault(problem) });
  const redirectUri = `${issuer}${ACCOUNT_PATHS.loginCallback}`;
  const relyingParty = createRelyingParty({ login: config, redirectUri, now });
  if (config.enterpriseScopes) {
    registerEnterpriseGrant({
      ...{ ...options, login: config, onFault },
      checker: createAssertionChecker({ relyingParty, audience: issuer, now }),
      canonical: (indicator) => canonicalResource(indicator, resource),
    });
  }
  const cookie = browserCookie(issuer);
  return openLogin({ ...options, config, relyingParty, cookie, limit: limits.logins, onFault });
}
