import { ACCOUNT_PATHS } from "../account_paths.ts";
import type { LoginConfig } from "../config.ts";
import type { Store } from "../kv/store.ts";
import { canonicalResource } from "./endpoints/resource_indicator.ts";
import { createAssertionChecker } from "./enterprise/assertion.ts";
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
  readonly issuer: string;
  readonly resource: string;
  readonly now: () => number;
  readonly log?: (event: LogEvent) => void;
}

export interface ProviderLogin {
  readonly login: Login;
  /** Lets oidc-provider redeem ID-JAGs, if the operator lets them give anything. */
  registerGrants(provider: Provider): Promise<void>;
}

/** Opens the way to the provider; nothing is asked there before somebody wants to go. */
export function openProviderLogin(
  config: LoginConfig,
  options: ProviderLoginOptions,
): ProviderLogin {
  const { issuer, resource, now, log, limits } = options;
  const onFault = (problem: LoginProblem) =>
    log?.({ event: "login_failed", error: describeFault(problem) });
  const redirectUri = `${issuer}${ACCOUNT_PATHS.loginCallback}`;
  const relyingParty = createRelyingParty({ login: config, redirectUri, now });
  const cookie = browserCookie(issuer);
  return {
    login: openLogin({ ...options, config, relyingParty, cookie, limit: limits.logins, onFault }),
    async registerGrants(provider) {
      if (!config.enterpriseScopes) return;
      const { registerEnterpriseGrant } = await import("./enterprise/grant.ts");
      registerEnterpriseGrant({
        ...{ ...options, provider, login: config, onFault },
        checker: createAssertionChecker({ relyingParty, audience: issuer, now }),
        canonical: (indicator) => canonicalResource(indicator, resource),
      });
    },
  };
}
