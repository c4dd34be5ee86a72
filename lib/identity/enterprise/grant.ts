import { plainText } from "../../plain_text.ts";
import type { Scope } from "../../scopes.ts";
import { LoginProblem } from "../login/problem.ts";
import type { Connections } from "../people/connections.ts";
import { TTL } from "../storage/lifetimes.ts";
import { errors, type Provider } from "../storage/oidc_provider.ts";
import { type AssertionChecker, AssertionError } from "./assertion.ts";
import { JWT_BEARER } from "../id_jag.ts";
import { accountFor, type RedeemOptions, scopesFor, useOnce } from "./redeem.ts";

/** What redeeming needs. */
export interface EnterpriseGrantOptions extends RedeemOptions {
  readonly provider: Provider;
  readonly checker: AssertionChecker;
  readonly connections: Connections;
  /** The one audience of our tokens. */
  readonly resource: string;
  /** A resource indicator in our spelling, if it is an equal one. */
  readonly canonical: (indicator: string) => string;
  readonly now: () => number;
  readonly onFault: (problem: LoginProblem) => void;
}

type Params = { assertion?: string; scope?: string };
type Context = Parameters<Parameters<typeof Provider.prototype.registerGrantType<Params>>[1]>[0];

/**
 * Lets the token endpoint redeem ID-JAGs (enterprise-managed authorization of MCP;
 * draft-ietf-oauth-identity-assertion-authz-grant, section 4.4). The client has proven itself when
 * the handler is called. There is no refresh token: whether the person keeps access is for the
 * provider to say again, with the next assertion.
 */
export function registerEnterpriseGrant(options: EnterpriseGrantOptions): void {
  const handler = async (ctx: Context) => {
    try {
      ctx.body = await redeem(ctx, options);
    } catch (error) {
      if (error instanceof AssertionError) {
        // The words of InvalidGrant are kept from the client, which has proven itself here.
        const description = `the assertion is refused: ${error.message}`;
        throw new errors.CustomOIDCProviderError("invalid_grant", description);
      }
      if (!(error instanceof LoginProblem)) throw error;
      options.onFault(error);
      const failure = new errors.TemporarilyUnavailable("the provider's keys cannot be read now");
      failure.status = failure.statusCode = 503;
      throw failure;
    }
  };
  options.provider.registerGrantType<Params>(JWT_BEARER, handler, ["assertion", "scope"]);
}

async function redeem(ctx: Context, options: EnterpriseGrantOptions): Promise<object> {
  const { client, params } = ctx.oidc;
  // Anybody can call themselves a public client, and an assertion is a bearer's.
  if (client.clientAuthMethod === "none") {
    throw new errors.UnauthorizedClient("this grant is for clients with a secret");
  }
  if (!params.assertion) throw new errors.InvalidRequest("missing required parameter assertion");
  const assertion = await options.checker.check(params.assertion);
  if (assertion.client_id !== client.clientId) {
    throw new AssertionError("it was issued to another client");
  }
  if (options.canonical(assertion.resource) !== options.resource) {
    throw new errors.InvalidTarget(`the assertion's resource is not ${options.resource}`);
  }
  const scopes = scopesFor(assertion, {
    allowed: options.login.enterpriseScopes ?? [],
    requested: params.scope,
  });
  if (scopes.length === 0) {
    const description = "nothing of what is asked for may be given";
    throw new errors.CustomOIDCProviderError("invalid_scope", description);
  }
  const { subject } = await accountFor(assertion, options);
  await useOnce(options.store, { assertion, now: options.now() });
  return await issue(ctx, { subject, scopes, options });
}

/** Issues an access token under a grant of its own, which the person finds at their account. */
async function issue(
  ctx: Context,
  { subject, scopes, options }: {
    subject: string;
    scopes: readonly Scope[];
    options: EnterpriseGrantOptions;
  },
): Promise<object> {
  const { provider, accounts, connections, resource, login } = options;
  const { client } = ctx.oidc;
  const scope = scopes.join(" ");
  const grant = new provider.Grant({ accountId: subject, clientId: client.clientId });
  grant.addOIDCScope(scope);
  grant.addResourceScope(resource, scope);
  // It holds this token only.
  Object.assign(grant, { expiresIn: TTL.AccessToken });
  const grantId = await grant.save();
  await connections.keep({
    ...{ grantId, subject, scopes, browser: "" },
    client: {
      name: plainText(client.clientName) ?? "An app without a name",
      ...{ redirectHost: "", isLocal: false, isImpersonable: false },
    },
    managed: { by: login.name, lifetime: TTL.AccessToken },
  });
  const token = new provider.AccessToken({
    ...{ accountId: subject, client, grantId, gty: JWT_BEARER, scope },
    resourceServer: new provider.ResourceServer(resource, {
      ...{ scope, audience: resource, accessTokenFormat: "opaque" },
      accessTokenTTL: TTL.AccessToken,
    }),
  });
  ctx.oidc.entity("AccessToken", token);
  const value = await token.save();
  // Whoever disabled or closed the account meanwhile has ended what there was then, and not this.
  if (!await accounts.find(subject)) {
    await token.destroy();
    await connections.endAll(subject);
    throw new AssertionError("the account of its person is disabled here");
  }
  return {
    access_token: value,
    ...{ expires_in: token.expiration, token_type: token.tokenType, scope },
  };
}
