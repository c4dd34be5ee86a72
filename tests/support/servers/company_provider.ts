// @ts-types="@types/oidc-provider"
import type { Provider } from "oidc-provider";
import { ALL_SCOPES } from "../../../lib/scopes.ts";

/** What the company decided. */
export interface CompanyPolicy {
  /** How confidential clients authenticate. */
  clientAuthMethod?: "client_secret_basic" | "client_secret_post";
  /** What the resource server introspects with. */
  credentials?: { id: string; secret: string };
  accessTokenFormat?: "opaque" | "jwt";
  /** The scopes of its APIs; those of the journal unless given. */
  scopes?: readonly string[];
  /** A client with which people sign in to a web application; public without a secret. */
  webClient?: { id: string; secret?: string; redirectUri: string };
  /** Further members of its metadata. */
  metadata?: Record<string, unknown>;
}

/** A public client that the company registered for the assistants of its people. */
export const ASSISTANT = { id: "assistant", redirectUri: "http://127.0.0.1:33419/callback" };

/** Returns oidc-provider with its own storage in memory and its own pages. */
export function createCompanyProvider(
  { issuer, apis }: { issuer: string; apis: ReadonlyMap<string, string> },
  policy: CompanyPolicy & Required<Pick<CompanyPolicy, "credentials">>,
): Promise<Provider> {
  const { credentials, clientAuthMethod = "client_secret_basic", scopes = ALL_SCOPES } = policy;
  return quietly(async () => {
    // @ts-types="@types/oidc-provider"
    const { Provider, errors } = await import("oidc-provider");
    return new Provider(issuer, {
      clients: [
        {
          client_id: ASSISTANT.id,
          token_endpoint_auth_method: "none",
          application_type: "native",
          redirect_uris: [ASSISTANT.redirectUri],
          grant_types: ["authorization_code", "refresh_token"],
        },
        {
          client_id: credentials.id,
          client_secret: credentials.secret,
          token_endpoint_auth_method: clientAuthMethod,
          redirect_uris: [],
          grant_types: [],
          response_types: [],
        },
        ...policy.webClient
          ? [
            {
              client_id: policy.webClient.id,
              client_secret: policy.webClient.secret,
              token_endpoint_auth_method: policy.webClient.secret ? clientAuthMethod : "none",
              redirect_uris: [policy.webClient.redirectUri],
            } as const,
          ]
          : [],
      ],
      clientAuthMethods: ["none", clientAuthMethod],
      clientDefaults: { token_endpoint_auth_method: "none" },
      // Clients register with the scopes that our challenge names: they must be known here.
      scopes: ["openid", "offline_access", "email", ...scopes],
      findAccount: (_ctx, id) => ({
        accountId: id,
        claims: () => ({ sub: id, email: `${id}@company.example`, email_verified: true }),
      }),
      claims: { email: ["email", "email_verified"] },
      ttl: { Interaction: 600, Session: 600, Grant: 3600, AccessToken: 3600, RefreshToken: 3600 },
      discovery: policy.metadata,
      features: {
        registration: { enabled: true },
        revocation: {
          enabled: true,
          allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
        },
        introspection: {
          enabled: true,
          allowedPolicy: (_ctx, client) => client.clientId === credentials.id,
        },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo(_ctx, resource) {
            const audience = apis.get(resource);
            if (audience === undefined) throw new errors.InvalidTarget();
            const { accessTokenFormat = "opaque" } = policy;
            return { audience, accessTokenFormat, scope: scopes.join(" ") };
          },
        },
      },
    });
  });
}

/** Runs `make` without its warnings that it is for development only: so are tests. */
async function quietly<T>(make: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await make();
  } finally {
    console.warn = warn;
  }
}
