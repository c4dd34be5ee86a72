import { type FaultServer, startFaultServer, trusting } from "./fault_server.ts";
import { startServer, type TestServer, type TestServerOptions } from "./server.ts";

/** What an introspection response says of an active token. */
export type ClaimsOf = Record<string, unknown>;

/** A server under test, and the authorization server that it trusts. */
export interface ClaimServer extends AsyncDisposable {
  authorizationServer: FaultServer;
  server: TestServer;
  /** What the authorization server says of each token; of any other it says that it is inactive. */
  tokens: Record<string, ClaimsOf>;
  /** Claims of a good token for every scope, changed as given; `undefined` leaves one out. */
  claims(change?: ClaimsOf): ClaimsOf;
}

/**
 * Starts a server whose authorization server says of a token what a test wants it to say, also what
 * the embedded one never would.
 */
export async function startClaimServer(options: TestServerOptions = {}): Promise<ClaimServer> {
  const authorizationServer = startFaultServer();
  const tokens: Record<string, ClaimsOf> = {};
  authorizationServer.fault = async (request) => {
    const token = String((await request.formData()).get("token"));
    return Response.json(Object.hasOwn(tokens, token) ? tokens[token] : { active: false });
  };
  const { now = Date.now } = options;
  const server = await startServer({
    ...options,
    environment: {
      ...trusting(authorizationServer),
      TOKEN_AUDIENCE: "",
      ...options.environment,
    },
  });
  return {
    authorizationServer,
    server,
    tokens,
    claims: (change) => ({
      active: true,
      sub: "kody",
      client_id: "a client",
      iss: authorizationServer.issuer,
      aud: server.resource,
      exp: Math.floor(now() / 1000) + 3600,
      scope: "user:read entries:read entries:write tags:read tags:write",
      ...change,
    }),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await authorizationServer[Symbol.asyncDispose]();
    },
  };
}
