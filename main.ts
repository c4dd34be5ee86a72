import "./lib/platform/temporal.ts";
import project from "./deno.json" with { type: "json" };
import type { BlobStore } from "./lib/blobs/mod.ts";
import { type Config, ConfigError, readConfig } from "./lib/config.ts";
import { isOnDenoDeploy } from "./lib/platform/deno_deploy.ts";
import { peerOf } from "./lib/http/client_address.ts";
import { openPlatformStore, PlatformKvError } from "./lib/kv/platform_store.ts";
import { openStore, type Store } from "./lib/kv/store.ts";
import { warnIfSlow } from "./lib/kv/speed.ts";
import { jsonLog } from "./lib/log.ts";
import { scheduleUpkeep } from "./lib/services/crons.ts";
import { importThread } from "./lib/services/import_thread/places.ts";
import {
  journalsPlace,
  openBlobs,
  searchDirectory,
  uploadDirectory,
} from "./lib/services/places.ts";
import type { Upkeep } from "./lib/services/upkeep.ts";
import { keepAddressesOutOfSpans } from "./lib/telemetry/spans.ts";
import { within } from "./lib/time.ts";
import { openApp } from "./routes/app.ts";

/** Deno Deploy kills us 5 seconds after its signal: 3 for the requests under way, 1.5 for us. */
const DENO_DEPLOY_ENDING = { requestsMs: 3_000, closingMs: 1_500 };

/** Elsewhere whoever stops us waits, but not for ever: a database that is away may never answer. */
const ENDING = { requestsMs: Infinity, closingMs: Infinity };
const END_LIMIT_MS = 9_000;

keepAddressesOutOfSpans();
const upkeep = Promise.withResolvers<Upkeep>();
if (isOnDenoDeploy(Deno.env.toObject())) scheduleUpkeep(upkeep.promise);

const config = configuration();
const store = await journals(config);
const app = await openApp(config, {
  store,
  version: project.version,
  searchDirectory: searchDirectory(config, jsonLog),
  blobs: await attachments(config, store),
  uploadDirectory: uploadDirectory(config),
  importThread: importThread(config),
});
upkeep.resolve(app.upkeep);

const server = Deno.serve(
  { ...config.listen, onListen: () => console.log(welcome(config)) },
  (request, { remoteAddr }) => app.fetch(request, peerOf(remoteAddr)),
);

// Beside the first requests: it says no more than how fast they can be.
if (config.kvUrl?.startsWith("http")) void warnIfSlow(store, jsonLog);

// A terminal sends the signal to us and to `deno task`, which forwards it: the second one is ignored.
let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, async () => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(giveUp, END_LIMIT_MS);
    const { requestsMs, closingMs } = config.onDenoDeploy ? DENO_DEPLOY_ENDING : ENDING;
    const drained = server.shutdown();
    app.endStreams();
    await within(requestsMs, drained);
    await within(closingMs, app.close());
    store.close();
    jsonLog.flush();
    Deno.exit();
  });
}

function giveUp(): void {
  jsonLog.error("ended_unfinished", `Something went on for ${END_LIMIT_MS} ms after the signal`);
  jsonLog.flush();
  Deno.exit(1);
}

function configuration(): Config {
  try {
    return readConfig(Deno.env.toObject());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    Deno.exit(1);
  }
}

async function journals(config: Config): Promise<Store> {
  if (!config.onDenoDeploy || config.kvUrl) return await openStore(journalsPlace(config));
  try {
    return await openPlatformStore();
  } catch (error) {
    if (!(error instanceof PlatformKvError)) throw error;
    console.error(error.message);
    Deno.exit(1);
  }
}

async function attachments(config: Config, store: Store): Promise<BlobStore | undefined> {
  try {
    return await openBlobs(config, store);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    Deno.exit(1);
  }
}

function welcome({ publicUrl, resource }: Config): string {
  return `
EpicMe is ready at ${publicUrl.origin}

  Connect a client:  claude mcp add --transport http epicme ${resource}
  Other clients:     open ${publicUrl.origin} in your browser
`;
}
