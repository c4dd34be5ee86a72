import * as oauth from "oauth4webapi";
import { createBoundedFetch } from "../../../auth/bounded_fetch.ts";
import {
  type AuthorizationServerMetadata,
  httpIntrospection,
  InvalidTokenError,
} from "../../../auth/mod.ts";
import { isSecure } from "../../../loopback.ts";
import { type Finding, right, wrong } from "../finding.ts";
import { troubleOf } from "../trouble.ts";

/** How we are known at a provider. */
export interface Credentials {
  metadata: AuthorizationServerMetadata;
  client: { id: string; secret: string };
  fetch?: typeof fetch;
}

/** Whether we may introspect: a token that nobody has issued must be called inactive (RFC 7662). */
export async function introspectionCredentials(
  { metadata, introspectionEndpoint, ...rest }: Credentials & { introspectionEndpoint?: string },
): Promise<Finding[]> {
  const introspect = httpIntrospection({
    ...rest,
    introspectionEndpoint,
    metadata: () => Promise.resolve(metadata),
  });
  try {
    const answer = await introspect(`doctor-${crypto.randomUUID()}`);
    const { active } = answer as { active?: unknown };
    return active === false ? [accepted("INTROSPECTION_CLIENT")] : [wrong(
      "AUTH_ISSUER calls a token active that nobody has issued",
      "INTROSPECTION_ENDPOINT is no introspection endpoint, or the provider is not safe.",
    )];
  } catch (error) {
    if (error instanceof InvalidTokenError) return [accepted("INTROSPECTION_CLIENT")];
    return [explain(error, { variables: "INTROSPECTION_CLIENT", what: "introspect tokens" })];
  }
}

/** Whether we may redeem codes: one that nobody has issued must be the only thing that is wrong. */
export async function signInCredentials(credentials: Credentials): Promise<Finding[]> {
  const problems: Finding[] = [];
  for (const authentication of authentications(credentials)) {
    const problem = await redeemNothing(credentials, authentication);
    if (problem === undefined) return [accepted("LOGIN_CLIENT")];
    problems.push(problem);
  }
  return [problems[0]];
}

/** Those that the server takes: of both it may take only one from us, as when people sign in. */
function authentications({ metadata, client: { secret } }: Credentials): oauth.ClientAuth[] {
  const { token_endpoint_auth_methods_supported: methods = ["client_secret_basic"] } = metadata;
  const post = oauth.ClientSecretPost(secret);
  const basic = oauth.ClientSecretBasic(secret);
  if (!methods.includes("client_secret_post")) return [basic];
  return methods.includes("client_secret_basic") ? [basic, post] : [post];
}

/** Returns what is wrong beside the code. */
async function redeemNothing(
  { metadata, client, fetch }: Credentials,
  authentication: oauth.ClientAuth,
): Promise<Finding | undefined> {
  const clientId = { client_id: client.id };
  const endpoint = metadata.token_endpoint ?? metadata.issuer;
  try {
    const response = await oauth.genericTokenEndpointRequest(
      metadata,
      clientId,
      authentication,
      "authorization_code",
      {
        code: `doctor-${crypto.randomUUID()}`,
        redirect_uri: "https://doctor.invalid/",
        code_verifier: oauth.generateRandomCodeVerifier(),
      },
      {
        [oauth.customFetch]: createBoundedFetch(fetch),
        [oauth.allowInsecureRequests]: isSecure(new URL(endpoint)),
      },
    );
    await oauth.processGenericTokenEndpointResponse(metadata, clientId, response);
    return wrong("LOGIN_ISSUER gives tokens for a code that nobody has issued", "Do not use it.");
  } catch (error) {
    const isOnlyTheCode = error instanceof oauth.ResponseBodyError &&
      !["invalid_client", "unauthorized_client"].includes(error.error);
    if (isOnlyTheCode) return undefined;
    return explain(error, { variables: "LOGIN_CLIENT", what: "sign people in" });
  }
}

function accepted(variables: string): Finding {
  return right(`${variables}_ID and ${variables}_SECRET are accepted`);
}

function explain(
  error: unknown,
  { variables, what }: { variables: string; what: string },
): Finding {
  const refusal = refusalIn(error);
  if (refusal !== undefined && refusal.status !== 403) {
    return wrong(
      `The provider refuses ${variables}_ID and ${variables}_SECRET (${refusal.code})`,
      "Copy both anew from the provider's page of that client. It must be a confidential one.",
    );
  }
  if (refusal !== undefined) {
    return wrong(
      `The provider knows ${variables}_ID and does not let it ${what} (403)`,
      "Allow it there.",
    );
  }
  return wrong(
    `Whether ${variables}_ID may ${what} cannot be asked: ${troubleOf(error)}`,
    "Look whether the endpoint that the provider's metadata name is reached from here.",
  );
}

/** What a provider said of us, somewhere in what caused `error`. */
function refusalIn(error: unknown): { status: number; code: string } | undefined {
  if (error instanceof oauth.ResponseBodyError) return { status: error.status, code: error.error };
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    return { status: error.status, code: String(error.status) };
  }
  const response = error instanceof oauth.OperationProcessingError ? error.cause : undefined;
  if (response instanceof Response && [401, 403].includes(response.status)) {
    return { status: response.status, code: String(response.status) };
  }
  return error instanceof Error ? refusalIn(error.cause) : undefined;
}
