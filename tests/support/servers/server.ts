import { type BlobStore, memoryBlobs } from "../../../lib/blobs/mod.ts";
import { readConfig } from "../../../lib/config.ts";
import { openStore, type Store } from "../../../lib/kv/store.ts";
import type { Log, LogFields } from "../../../lib/log.ts";
import type { JournalHandler } from "../../../lib/mcp/mod.ts";
import { type AppOptions, openApp } from "../../../routes/app.ts";
import { QUICK_PASSWORDS } from "./quick_passwords.ts";

/** A real server on a loopback port, with KV in memory and its log kept. */
export interface TestServer extends AsyncDisposable {
  /** The public origin, such as `http://localhost:40123`. */
  url: string;
  /** Where it really listens, whatever `PUBLIC_URL` says. */
  local: string;
  /** The address of the MCP endpoint. */
  resource: string;
  store: Store;
  /** Where the bytes of attachments are. */
  blobs: BlobStore;
  log: { events: { event: string; fields?: LogFields }[]; errors: unknown[] };
}

export interface TestServerOptions extends Pick<AppOptions, "passwordCost" | "searchDirectory"> {
  /** Where the database is, in memory unless given. */
  location?: string;
  environment?: Record<string, string>;
  /** Where it listens, if that must be known before. */
  port?: number;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Where attachments are, in memory unless given. */
  blobs?: BlobStore;
  /** How files at addresses of others are reached. */
  fetchFile?: typeof fetch;
  /** What answers at the MCP endpoint, in the place of the journal. */
  handler?: JournalHandler;
  /** How external authorization servers are reached. */
  fetch?: typeof fetch;
}

/** Starts a server that is configured by `environment` and stops when it is disposed of. */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const store = await openStore(options.location ?? ":memory:");
  const { blobs = memoryBlobs() } = options;
  const log: TestServer["log"] = { events: [], errors: [] };
  const app = Promise.withResolvers<Awaited<ReturnType<typeof openApp>>>();
  // The port must be known before the configuration is, and the configuration before the app.
  const http = Deno.serve(
    { hostname: "127.0.0.1", port: options.port ?? 0, onListen() {} },
    async (request, { remoteAddr }) => (await app.promise).fetch(request, remoteAddr.hostname),
  );
  const config = readConfig({ PORT: String(http.addr.port), ...options.environment });
  app.resolve(
    await openApp(config, {
      passwordCost: QUICK_PASSWORDS,
      ...options,
      blobs,
      store,
      version: "0.0.0-test",
      log: keepingLog(log),
    }),
  );
  return {
    url: config.publicUrl.origin,
    local: `http://127.0.0.1:${http.addr.port}`,
    resource: config.resource,
    store,
    blobs,
    log,
    async [Symbol.asyncDispose]() {
      await (await app.promise).close();
      await http.shutdown();
      store.close();
    },
  };
}

function keepingLog(log: TestServer["log"]): Log {
  return {
    info: (event, fields) => log.events.push({ event, fields }),
    error: (event, cause) => log.errors.push({ event, cause }),
  };
}
