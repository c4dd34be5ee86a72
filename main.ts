import project from "./deno.json" with { type: "json" };
import { type Config, ConfigError, readConfig } from "./lib/config.ts";
import { openStore } from "./lib/kv/store.ts";
import { jsonLog } from "./lib/log.ts";
import { openApp } from "./routes/app.ts";

const config = configuration();
const store = await openStore(databaseLocation(config));
const app = await openApp(config, {
  store,
  version: project.version,
  searchDirectory: searchDirectory(config),
});

const server = Deno.serve(
  { ...config.listen, onListen: () => console.log(welcome(config)) },
  (request, { remoteAddr }) => app.fetch(request, remoteAddr.hostname),
);

// `deno task` forwards the signal that the terminal has sent to us already: one end is enough.
let ending = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, async () => {
    if (ending) return;
    ending = true;
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

/** Where the journals are; makes the directory if one is needed. All files are for this user only. */
function databaseLocation({ kvUrl, dataDir }: Config): string | undefined {
  if (kvUrl) return kvUrl;
  if (Deno.env.has("DENO_DEPLOYMENT_ID")) return undefined;
  if (Deno.build.os !== "windows") Deno.umask(0o077);
  Deno.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return `${dataDir}/journal.kv`;
}

/** Where the search index has its files; nowhere, and so in memory, if nothing can be kept here. */
function searchDirectory({ kvUrl, dataDir, databaseUrl }: Config): string | undefined {
  if (databaseUrl || kvUrl === ":memory:" || Deno.env.has("DENO_DEPLOYMENT_ID")) return undefined;
  const directory = `${dataDir}/search`;
  try {
    Deno.mkdirSync(directory, { recursive: true, mode: 0o700 });
    return directory;
  } catch (error) {
    jsonLog.error("search_index_in_memory", error);
    return undefined;
  }
}

function welcome({ publicUrl, resource }: Config): string {
  return `
EpicMe is ready at ${publicUrl.origin}

  Connect a client:  claude mcp add --transport http epicme ${resource}
  Other clients:     open ${publicUrl.origin} in your browser
`;
}
