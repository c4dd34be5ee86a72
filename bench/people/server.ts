import { startFaultServer, trusting } from "../../tests/support/servers/fault_server.ts";
import { type ServerProcess, startProcess } from "../../tests/support/programs/server_process.ts";

/** The server with the limit that it has unless told otherwise. Everybody who says a name is let in. */
export type PeoplesServer = ServerProcess;

/** Calls that a person may make in a minute: what the server allows by default. */
export const LIMIT_PER_MINUTE = 600;

const AN_HOUR = 3_600;
const SCOPE = "user:read entries:read entries:write tags:read tags:write";

/**
 * Starts the real server beside an authorization server that knows everybody: a token is the name of
 * its person. A thousand passwords would take longer to hash than the bench does.
 */
export async function startPeoplesServer(): Promise<PeoplesServer> {
  await using stack = new AsyncDisposableStack();
  const authorizationServer = stack.use(startFaultServer());
  let audience = "";
  authorizationServer.fault = async (request) => {
    const name = String((await request.formData()).get("token"));
    return Response.json({
      ...{ active: true, sub: name, client_id: "bench", scope: SCOPE },
      ...{ iss: authorizationServer.issuer, aud: audience },
      exp: Math.floor(Date.now() / 1000) + AN_HOUR,
    });
  };
  const server = stack.use(
    await startProcess({ environment: { ...trusting(authorizationServer), TOKEN_AUDIENCE: "" } }),
  );
  audience = server.resource;
  const running = stack.move();
  return { ...server, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
