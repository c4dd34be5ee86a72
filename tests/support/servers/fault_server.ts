/** What an authorization server with a fault does with an introspection request. */
export type Fault = (request: Request) => Response | Promise<Response>;

/** An authorization server on loopback whose introspection endpoint misbehaves on demand. */
export interface FaultServer extends AsyncDisposable {
  issuer: string;
  /** Decides the next answers; `undefined` makes the server healthy again. */
  fault: Fault | undefined;
  /** How often it was asked, and how many asked at once at the most. */
  asked: number;
  mostAtOnce: number;
  /** What a healthy answer says, besides `active` and `sub`, which is the token. */
  claims: Record<string, unknown>;
}

/** Starts the server. Any token but `bad...` is active, and its own subject. */
export function startFaultServer(): FaultServer {
  let atOnce = 0;
  const http = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {}, onError: () => new Response(null) },
    async (request) => {
      if (new URL(request.url).pathname !== "/introspect") {
        return Response.json({
          issuer: server.issuer,
          introspection_endpoint: `${server.issuer}/introspect`,
        });
      }
      server.asked++;
      server.mostAtOnce = Math.max(server.mostAtOnce, ++atOnce);
      try {
        return await (server.fault ?? healthy)(request);
      } finally {
        atOnce--;
      }
    },
  );
  async function healthy(request: Request): Promise<Response> {
    const token = String((await request.formData()).get("token"));
    if (token.startsWith("bad")) return Response.json({ active: false });
    const exp = Math.floor(Date.now() / 1000) + 3600;
    return Response.json({ active: true, sub: token, exp, scope: "user:read", ...server.claims });
  }
  const server: FaultServer = {
    issuer: `http://127.0.0.1:${http.addr.port}`,
    fault: undefined,
    asked: 0,
    mostAtOnce: 0,
    claims: {},
    [Symbol.asyncDispose]: () => http.shutdown(),
  };
  return server;
}

/** The environment of a server that trusts `authorizationServer`. */
export function trusting(authorizationServer: FaultServer): Record<string, string> {
  return {
    AUTH_ISSUER: authorizationServer.issuer,
    INTROSPECTION_CLIENT_ID: "epicme",
    INTROSPECTION_CLIENT_SECRET: "secret",
    TOKEN_AUDIENCE: "urn:epicme",
  };
}
