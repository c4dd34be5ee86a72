import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { AuthError, challenge, resourceMetadataUrl } from "../lib/auth/mod.ts";
import type { Config } from "../lib/config.ts";
import { clientAddress } from "../lib/http/client_address.ts";
import type { HttpEnv } from "../lib/http/http_env.ts";
import { refuseForeignHosts } from "../lib/http/origins.ts";
import { requestLog } from "../lib/http/request_log.ts";
import { ReadOnlyError } from "../lib/kv/read_only.ts";
import { jsonLog } from "../lib/log.ts";
import { whileAnswering } from "../lib/http/requests_under_way.ts";
import { EVERYDAY_SCOPES } from "../lib/scopes.ts";
import { openServices, type ServicesOptions } from "../lib/services/open_services.ts";
import type { Upkeep } from "../lib/services/upkeep.ts";
import { countRefusedToken } from "../lib/telemetry/metrics.ts";
import { account } from "./account.tsx";
import { files } from "./files.ts";
import { health } from "./health.ts";
import { home } from "./home.tsx";
import { icon } from "./icon.ts";
import { identity } from "./identity.ts";
import { journal } from "./journal.ts";
import { mcp } from "./mcp.ts";
import { schemas } from "./schemas.ts";
import { wellKnown } from "./well_known.ts";

export type AppOptions = Omit<ServicesOptions, "log" | "now"> & Partial<ServicesOptions>;

/** Everything that HTTP sees, as one function. */
export interface App {
  /** @param peer the address that the request came from */
  fetch(request: Request, peer: string): Promise<Response>;
  /** Ends the streams that clients listen to, which would go on for as long as they like. */
  endStreams(): void;
  readonly upkeep: Upkeep;
  close(): Promise<void>;
}

/** Opens all parts of the server and puts the routes on them. */
export async function openApp(config: Config, options: AppOptions): Promise<App> {
  const { log = jsonLog, now = Date.now } = options;
  const services = await openServices(config, { ...options, log, now });
  const { authorization, streams, checkStore, checkIndex } = services;
  const { server } = authorization;

  const app = new Hono<HttpEnv>({ strict: false });
  app.use(requestLog(log), refuseForeignHosts(config));
  app.route("/mcp", mcp({ ...services, config, store: options.store, now }));
  app.route("/.well-known", wellKnown({ ...authorization, resource: config.resource }));
  if (server) app.route("/oauth", identity(server));
  app.route("/account", account(services));
  app.route("/journal", journal(services));
  app.route("/files", files(services));
  app.route("/schemas", schemas());
  app.route("/", icon());
  app.route(
    "/",
    home(config.resource, {
      hasAccounts: server !== undefined,
      hasPages: services.journalPages !== undefined,
    }),
  );
  app.route(
    "/",
    health({
      needed: {
        kv: checkStore,
        authorizationServer: authorization.check,
      },
      helpful: { index: checkIndex },
    }),
  );
  app.notFound((c) => c.json({ error: "not_found", error_description: "Nothing is here" }, 404));
  app.onError((error, c) => {
    if (error instanceof AuthError) {
      countRefusedToken(error.code);
      if (error.cause) log.error("authorization_server", error);
      return challenge(error, {
        resourceMetadataUrl: resourceMetadataUrl(config.resource),
        scopes: EVERYDAY_SCOPES,
      });
    }
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof ReadOnlyError) {
      const description = "Nothing can be written here now: try again later";
      return c.json({ error: "temporarily_unavailable", error_description: description }, 503);
    }
    log.error("fault", error);
    return c.json({ error: "server_error", error_description: "Something went wrong here" }, 500);
  });

  return {
    fetch: (request, peer) =>
      whileAnswering(async () =>
        await app.fetch(request, { clientAddress: clientAddress(request, peer, config.trustProxy) })
      ),
    endStreams: streams.endAll,
    upkeep: services.upkeep,
    close: services.close,
  };
}
