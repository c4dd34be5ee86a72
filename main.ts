import project from "./deno.json" with { type: "json" };
import { type Config, ConfigError, readConfig } from "./lib/config.ts";
import { warnIfSlow } from "./lib/kv/speed.ts";
import { openStore } from "./lib/kv/store.ts";
import { jsonLog } from "./lib/log.ts";
import { journalsPlace, searchDirectory } from "./lib/services/places.ts";
import { openApp } from "./routes/app.ts";

const config = configuration();
const store = await openStore(journalsPlace(config));
const app = await openApp(config, {
  store,
  version: project.version,
  searchDirectory: searchDirectory(config, jsonLog),
});

const server = Deno.serve(
  { ...config.listen, onListen: () => console.log(welcome(config)) },
  (request, { remoteAddr }) => app.fetch(request, remoteAddr.hostname),
);

// Beside the first requests: it says no more than how fast they can be.
if (config.kvUrl?.startsWith("http")) void warnIfSlow(store, jsonLog);

// A terminal sends the signal to us and to `deno task`, which forwards it: the second one is ignored.
let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, async () => {
    if (isEnding) return;
    isEnding = true;
    const drained = server.shutdown();
    app.endStreams();
    await drained;
    await app.close();
    store.close();
    jsonLog.flush();
    Deno.exit();
  });
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

function welcome({ publicUrl, resource }: Config): string {
  return `
EpicMe is ready at ${publicUrl.origin}

  Connect a client:  claude mcp add --transport http epicme ${resource}
  Other clients:     open ${publicUrl.origin} in your browser
`;
}
