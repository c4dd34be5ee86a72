import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import {
  AuthError,
  challenge,
  createGuard,
  resourceMetadataUrl,
  userIdOf,
} from "../lib/auth/mod.ts";
import { openActivity } from "../lib/activity/mod.ts";
import { openAuthorization } from "../lib/services/authorization.ts";
import type { Config } from "../lib/config.ts";
import { erasersOf, openErasure, settlingTime } from "../lib/erasure/mod.ts";
import { openJournal, watchHeads, watchJournal } from "../lib/journal/mod.ts";
import type { Store } from "../lib/kv/store.ts";
import { jsonLog, type Log } from "../lib/log.ts";
import { createJournalHandler, type JournalHandler } from "../lib/mcp/mod.ts";
import { openSearch } from "../lib/search/mod.ts";
import { account } from "./account.tsx";
import { openSecret } from "../lib/kv/secret.ts";
import { clientAddress } from "../lib/http/client_address.ts";
import { health } from "./health.ts";
import { home } from "./home.tsx";
import type { PasswordCost } from "../lib/identity/mod.ts";
import type { HttpEnv } from "../lib/http/http_env.ts";
import { icon } from "./icon.ts";
import { identity } from "./identity.ts";
import { mcp } from "./mcp.ts";
import { personalData } from "../lib/account/person_data.ts";
import { refuseForeignHosts } from "../lib/http/origins.ts";
import { requestLog } from "../lib/http/request_log.ts";
import { keepStreams } from "../lib/services/streams.ts";
import { startSweeps } from "../lib/services/sweeps.ts";
import { schemas } from "./schemas.ts";
import { wellKnown } from "./well_known.ts";

export interface AppOptions {
  store: Store;
  version: string;
  /** Where the search index has its files; it is in memory without it, or in `DATABASE_URL`. */
  searchDirectory?: string;
  log?: Log;
  /** What answers at the MCP endpoint, behind all that guards it; the journal unless told. */
  handler?: JournalHandler;
  /** How an external authorization server is reached. */
  fetch?: typeof fetch;
  /** Of new passwords at the embedded authorization server, instead of its own: for tests. */
  passwordCost?: PasswordCost;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** Everything that HTTP sees, as one function. */
export interface App {
  /** @param peer the address that the request came from */
  fetch(request: Request, peer: string): Promise<Response>;
  /** Ends the streams that clients listen to, which would go on for as long as they like. */
  endStreams(): void;
  close(): Promise<void>;
}

/** Puts the parts together: authorization, the guard, the journal, search and the routes. */
export async function openApp(config: Config, options: AppOptions): Promise<App> {
  const { store, version, log = jsonLog, now = Date.now } = options;
  const onFault = log.error;
  const authorization = await openAuthorization(config, {
    ...options,
    log,
    now,
    onRevoked: () => guard.forget(),
    personalData: personalData({
      store,
      now,
      userIdOf: (subject) => userIdOf(authorization.realm, subject),
      activityOf: (userId) => activity.forUser({ userId, clientId: "" }),
      onWrite: (userId) => onWrite(userId),
      onFault,
      beginErasure: (subject) => beginErasure(subject),
    }),
  });
  const guard = createGuard({
    ...authorization,
    audience: config.audience,
    cacheSeconds: config.introspectionCacheSeconds,
    now,
  });
  const search = openSearch({
    store,
    databaseUrl: config.databaseUrl,
    directory: options.searchDirectory,
    now,
    onFault: (fault) => log.error("search_index", fault),
  });
  const activity = openActivity(store, { log, now });
  const heads = watchHeads(store, { onFault: onFault });
  const streams = keepStreams();
  const onWrite = (userId: string) => {
    search.changed(userId);
    heads.changed(userId);
  };
  const sweeps = startSweeps({ store, now, onWrite, log });
  const erasure = openErasure({
    store,
    erasers: erasersOf({ store, authorization, activity, search }),
    onBegun: () => guard.forget(),
    settleMs: settlingTime(config),
    log,
    now,
  });
  const beginErasure = async (subject: string) =>
    await erasure.begin({
      userId: userIdOf(authorization.realm, subject),
      subject,
      email: (await authorization.server?.profile(subject))?.email,
    });
  const handler = options.handler ?? createJournalHandler({
    version,
    publicUrl: config.publicUrl,
    sealKey: await openSecret(store, ["mcp", "secret", "seal"]),
    accountPage: authorization.server && new URL("/account", config.publicUrl).href,
    toolVisibility: config.toolVisibility,
    onFault: (fault) => log.error("tool_fault", fault),
  });

  const app = new Hono<HttpEnv>({ strict: false });
  app.use(requestLog(log), refuseForeignHosts(config));
  app.route(
    "/mcp",
    mcp({
      config,
      guard,
      handler,
      streams,
      now,
      isErasing: erasure.isUnderWay,
      openSession(user) {
        const { userId, scopes, clientId } = user;
        const access = { userId, includePrivate: scopes.has("entries:private"), client: clientId };
        return {
          journal: openJournal(store, access, { now, onWrite, onFault }),
          search: search.forUser(access),
          activity: activity.forUser(user),
          scopes,
          watch: (ids) => watchJournal(access, { store, heads, ids, now, onFault }),
          profile: () => authorization.profile(user),
          erasure: {
            endsAccount: authorization.server !== undefined,
            connectedApps: async () => await authorization.server?.connectedApps(user.subject),
            begin: () => beginErasure(user.subject),
          },
        };
      },
    }),
  );
  app.route("/.well-known", wellKnown({ ...authorization, resource: config.resource }));
  if (authorization.server) app.route("/oauth", identity(authorization.server));
  app.route("/schemas", schemas());
  app.route("/account", account(authorization));
  app.route("/", icon());
  app.route("/", home(config.resource, { hasAccounts: authorization.server !== undefined }));
  app.route(
    "/",
    health({
      needed: {
        kv: () => store.read.get(["ready"]),
        authorizationServer: authorization.authorizationServerMetadata,
      },
      helpful: { index: search.check },
    }),
  );
  app.notFound((c) => c.json({ error: "not_found", error_description: "Nothing is here" }, 404));
  app.onError((error, c) => {
    if (error instanceof AuthError) {
      if (error.cause) log.error("authorization_server", error);
      return challenge(error, resourceMetadataUrl(config.resource));
    }
    if (error instanceof HTTPException) return error.getResponse();
    log.error("fault", error);
    return c.json({ error: "server_error", error_description: "Something went wrong here" }, 500);
  });

  return {
    fetch: async (request, peer) =>
      await app.fetch(request, { clientAddress: clientAddress(request, peer, config.trustProxy) }),
    endStreams: streams.endAll,
    async close() {
      streams.endAll();
      heads.close();
      await sweeps.stop();
      await erasure.close();
      await handler.close();
      await search.close();
      await activity.close();
      await authorization.close();
    },
  };
}
