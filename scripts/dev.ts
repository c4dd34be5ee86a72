import { parseEnv } from "node:util";
import { buildTimeline, TIMELINE } from "./build.ts";

/*
 * Serves while you work: restarts the server when its code or .env changes, builds the timeline when
 * its source does, and ends with the server on Ctrl-C and on SIGTERM. It stands in for `deno run
 * --watch`, which stays behind when the program that it runs ends on a signal.
 */

const ROOT = new URL("../", import.meta.url);
const WATCHED = ["main.ts", "deno.json", ".env", "lib", "routes", "app/timeline"];

/** Editors write a file in several steps. */
const DEBOUNCE_MS = 100;

let isEnding = false;
let server = startServer();

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, async () => {
    if (isEnding) return;
    isEnding = true;
    await stop(server);
    Deno.exit();
  });
}

for await (const paths of changes()) {
  if (isEnding) break;
  if (paths.some((path) => path.includes("/app/timeline/"))) await rebuild();
  if (paths.every((path) => path.includes("/app/timeline/"))) continue;
  console.error("Restarting");
  await stop(server);
  if (!isEnding) server = startServer();
}

function startServer(): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--env-file", "--allow-net", "--allow-env", "--allow-sys"],
      ...["--allow-read", `--allow-write=${dataDir()}`],
      "main.ts",
    ],
    cwd: ROOT,
  }).spawn();
}

async function stop(child: Deno.ChildProcess): Promise<void> {
  try {
    child.kill("SIGTERM");
  } catch {
    // It has ended by itself, with a message of its own.
  }
  await child.status;
}

/** What the server will read, so that it may write there and nowhere else. */
function dataDir(): string {
  return Deno.env.get("DATA_DIR") || fromFile().DATA_DIR || "data";
}

function fromFile(): Record<string, string | undefined> {
  try {
    return parseEnv(Deno.readTextFileSync(new URL(".env", ROOT)));
  } catch {
    return {};
  }
}

async function rebuild(): Promise<void> {
  try {
    await Deno.writeTextFile(TIMELINE, await buildTimeline());
    console.error("The timeline is built");
  } catch (error) {
    console.error(String(error));
  }
}

/** Yields the paths that have changed, some at once. */
async function* changes(): AsyncIterable<string[]> {
  const existing = WATCHED.map((path) => new URL(path, ROOT).pathname).filter(exists);
  let paths: string[] = [];
  let settled = Promise.withResolvers<void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  (async () => {
    for await (const event of Deno.watchFs(existing)) {
      if (event.kind === "access") continue;
      paths.push(...event.paths);
      clearTimeout(timer);
      timer = setTimeout(settled.resolve, DEBOUNCE_MS);
    }
  })();
  for (;;) {
    await settled.promise;
    settled = Promise.withResolvers();
    yield paths;
    paths = [];
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
