import { type Answer, register, token } from "./oauth.ts";
import { targetOf } from "../people/connection.ts";
import type { FaultProvider } from "../servers/fault_provider.ts";
import type { TestServer } from "../servers/server.ts";

export const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** A client with a secret that redeems ID-JAGs and does nothing else. */
export interface EnterpriseClient {
  readonly client_id: string;
  readonly client_secret: string;
}

/** Registers one, as its operator does beforehand. */
export async function registerEnterpriseClient(
  server: TestServer,
  metadata: Record<string, unknown> = {},
): Promise<EnterpriseClient> {
  const { status, body } = await register(targetOf(server), {
    client_name: "The company's assistant",
    redirect_uris: [],
    grant_types: [JWT_BEARER],
    token_endpoint_auth_method: "client_secret_post",
    ...metadata,
  });
  if (status !== 201) throw new Error(`Not registered: ${JSON.stringify(body)}`);
  return { client_id: body.client_id, client_secret: body.client_secret! };
}

/** An ID-JAG as the provider would issue it for Kody; `claims` change it, `undefined` removes. */
export function idJag(
  provider: FaultProvider,
  { server, client_id }: { server: TestServer; client_id: string },
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return provider.sign({
    iss: provider.issuer,
    sub: "kody",
    aud: server.url,
    resource: server.resource,
    client_id,
    jti: crypto.randomUUID(),
    iat: now,
    exp: now + 300,
    scope: "user:read entries:read entries:write",
    ...claims,
  }, { typ: "oauth-id-jag+jwt", ...header });
}

/** Redeems an assertion. */
export function redeem(
  server: TestServer,
  client: Partial<EnterpriseClient>,
  form: Record<string, string>,
): Promise<Answer> {
  return token(targetOf(server), { grant_type: JWT_BEARER, ...client, ...form });
}
