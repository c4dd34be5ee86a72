import * as oauth from "oauth4webapi";

export interface CodeGrant {
  client: { id: string; redirectUri: string };
  /** Goes to the authorization page and comes back with the redirect. */
  visit: (authorizationUrl: URL) => Promise<URL>;
  scope?: string;
  /** Further parameters, such as `resource`, of both requests. */
  parameters?: Record<string, string>;
}

const INSECURE = { [oauth.allowInsecureRequests]: true };

/** Returns an access token, got with an authorization code and PKCE from any server. */
export async function getTokenByCode(
  server: oauth.AuthorizationServer,
  { client: { id, redirectUri }, visit, scope, parameters = {} }: CodeGrant,
): Promise<string> {
  const client = { client_id: id };
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const url = new URL(server.authorization_endpoint!);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: id,
    redirect_uri: redirectUri,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    ...(scope === undefined ? {} : { scope }),
    ...parameters,
  }).toString();
  const callback = oauth.validateAuthResponse(server, client, await visit(url), state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    callback,
    redirectUri,
    verifier,
    { ...INSECURE, additionalParameters: parameters },
  );
  return (await oauth.processAuthorizationCodeResponse(server, client, response)).access_token;
}

/** Revokes a token of a public client (RFC 7009). */
export async function revoke(server: oauth.AuthorizationServer, clientId: string, token: string) {
  const client = { client_id: clientId };
  await oauth.processRevocationResponse(
    await oauth.revocationRequest(server, client, oauth.None(), token, INSECURE),
  );
}
