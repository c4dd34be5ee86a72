import { AuthorizationServer, DateInterval, JwtService } from "@jmondi/oauth2-server";
import { handleVanillaError, requestFromVanilla } from "@jmondi/oauth2-server/vanilla";
import type * as oauth from "oauth4webapi";
import { KODY, otherRepositories, RESOURCE_SERVER } from "./other_repositories.ts";

/**
 * An authorization server of another origin than oidc-provider: `@jmondi/oauth2-server`, as its
 * documentation puts it together. It publishes no metadata document anywhere.
 */
export interface OtherServer extends AsyncDisposable {
  /** What people have to be told about it. */
  metadata: oauth.AuthorizationServer & { issuer: string };
  /** The environment of a server that trusts it and asks about every token every time. */
  environment: Record<string, string>;
}

/** Starts the server on a loopback port. Whoever comes to it is kody and agrees. */
export function startOtherServer(): OtherServer {
  const http = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => answer(server, request),
  );
  const issuer = `http://127.0.0.1:${http.addr.port}`;
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    introspection_endpoint: `${issuer}/token/introspect`,
    revocation_endpoint: `${issuer}/token/revoke`,
  };
  const server = createServer(issuer);
  return {
    metadata,
    environment: {
      AUTH_ISSUER: issuer,
      INTROSPECTION_ENDPOINT: metadata.introspection_endpoint,
      INTROSPECTION_CLIENT_ID: RESOURCE_SERVER.id,
      INTROSPECTION_CLIENT_SECRET: RESOURCE_SERVER.secret,
      INTROSPECTION_CACHE_SECONDS: "0",
    },
    [Symbol.asyncDispose]: () => http.shutdown(),
  };
}

function createServer(issuer: string): AuthorizationServer {
  const { clients, tokens, scopes, users, codes } = otherRepositories();
  const jwt = Object.assign(new JwtService("a key that only the server knows"), {
    extraTokenFields: () => ({ username: KODY.name }),
  });
  const server = new AuthorizationServer(clients, tokens, scopes, jwt, { issuer });
  const grant = "authorization_code";
  server.enableGrantType(
    { grant, userRepository: users, authCodeRepository: codes },
    new DateInterval("1h"),
  );
  return server;
}

async function answer(server: AuthorizationServer, request: Request): Promise<Response> {
  try {
    const { pathname } = new URL(request.url);
    const { status, headers, body } = await respond(server, pathname, request);
    // Its own adapter leaves out the content type of what is no token.
    return status === 302
      ? new Response(null, { status, headers })
      : Response.json(body, { status, headers });
  } catch (error) {
    const { status, body } = handleVanillaError(error);
    return Response.json(body, { status });
  }
}

async function respond(server: AuthorizationServer, pathname: string, request: Request) {
  const asked = await requestFromVanilla(request);
  switch (pathname) {
    case "/authorize": {
      const authorization = await server.validateAuthorizationRequest(asked);
      Object.assign(authorization, { user: KODY, isAuthorizationApproved: true });
      return await server.completeAuthorizationRequest(authorization);
    }
    case "/token":
      return await server.respondToAccessTokenRequest(asked);
    case "/token/introspect":
      return await server.introspect(asked);
    case "/token/revoke":
      return await server.revoke(asked);
    default:
      return { status: 404, headers: {}, body: {} };
  }
}
