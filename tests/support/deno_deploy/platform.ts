import { ALL_SCOPES } from "../../../lib/scopes.ts";
import { getAccessToken } from "../../../scripts/access_token.ts";
import type { KvConnect } from "../kv_connect/mod.ts";
import { accountOf } from "../people/person.ts";
import { findPostgres, startPostgres } from "../programs/postgres.ts";
import type { Build } from "./build.ts";
import { type Instance, PRODUCTION, startInstance } from "./instance.ts";
import { startPlatformKv } from "./kv.ts";
import { route } from "./router.ts";

/** The address of the app in production. */
export const ORIGIN = "https://journal.acme.deno.net";
export const RESOURCE = `${ORIGIN}/mcp`;

const programs = findPostgres();
if (!programs) console.warn("PostgreSQL is not installed: the index of instances is in memory");

/**
 * Stands in for Deno Deploy: nothing of it was run on the platform itself. Its KV is `Deno.openKv()`
 * without a URL, which Deno is told by DENO_KV_DEFAULT_PATH to find behind KV Connect.
 */
export interface Platform extends AsyncDisposable {
  readonly kv: KvConnect;
  /** PostgreSQL for the index, where it is installed. */
  readonly databaseUrl?: string;
  /** All instances that were started, also those that have ended. */
  readonly instances: readonly Instance[];
  /** Starts one and resolves when it answers. */
  start(environment?: Record<string, string>): Promise<Instance>;
  /** Sends the requests of this process for `ORIGIN` to these instances, to each in its turn. */
  send(...instances: Instance[]): void;
  /** Returns a token for everything of somebody who signs up, or in. */
  token(name: string): Promise<string>;
}

/** Starts the databases that are assigned to the app. */
export async function startPlatform(
  app: Build,
  { withPostgres = programs !== undefined } = {},
): Promise<Platform> {
  await using stack = new AsyncDisposableStack();
  const kv = stack.use(await startPlatformKv());
  const postgres = withPostgres && programs ? stack.use(await startPostgres(programs)) : undefined;
  const router = stack.use(route(ORIGIN));
  const instances: Instance[] = [];
  stack.defer(async () => {
    for (const instance of instances) await instance[Symbol.asyncDispose]();
  });
  const parts = stack.move();
  return {
    kv,
    databaseUrl: postgres?.url,
    instances,
    async start(environment) {
      const instance = startInstance(app, {
        ...PRODUCTION,
        ...kv.environment,
        DENO_KV_DEFAULT_PATH: kv.url,
        SIGN_UP: "open",
        ...postgres && { DATABASE_URL: postgres.url },
        ...environment,
      });
      instances.push(instance);
      await instance.answers();
      return instance;
    },
    send: router.send,
    token: (name) =>
      getAccessToken(RESOURCE, { account: accountOf(name), scope: ALL_SCOPES.join(" ") }),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
