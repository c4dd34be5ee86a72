import project from "../../../deno.json" with { type: "json" };
import { freePort } from "./free_port.ts";

/** The real `main.ts` in a process of its own, as `deno task start` runs it. */
export interface ServerProcess extends AsyncDisposable {
  url: string;
  pid: number;
  resource: string;
  /** Where it really listens, whatever `PUBLIC_URL` says. */
  local: string;
  dataDir: string;
  /** Everything it has printed so far, on both streams. */
  output(): string;
  /** Bytes of memory that the process holds. */
  residentBytes(): Promise<number>;
  /** Whether it still runs. */
  alive(): boolean;
  /** Stops it as an operator would, and resolves with its exit code when its streams have ended. */
  stop(): Promise<number>;
  /** Ends it without a warning. */
  kill(): Promise<number>;
}

export interface ServerProcessOptions {
  environment?: Record<string, string>;
  /** Kept when the process ends; by default a new one that is removed. */
  dataDir?: string;
  port?: number;
  /** Further flags of `deno run`. */
  flags?: string[];
}

const ROOT = new URL("../../..", import.meta.url);

/** Of Linux on x86-64, and on most of arm64. */
const PAGE_BYTES = 4_096;

/** What keeps its memory small. */
const START = project.tasks.start.command;
const V8_FLAGS = START.match(/--v8-flags=\S+/g) ?? [];
const MALLOC = Object.fromEntries(
  [...START.matchAll(/\b(MALLOC_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
);

/** Starts the program and resolves when it answers. */
export async function startProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const port = options.port ?? freePort();
  const dataDir = options.dataDir ?? await Deno.makeTempDir({ prefix: "epicme-" });
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-q", "--allow-net", "--allow-env", "--allow-sys", "--allow-read"],
      `--allow-write=${dataDir}`,
      ...V8_FLAGS,
      ...options.flags ?? [],
      "main.ts",
    ],
    cwd: ROOT,
    clearEnv: true,
    env: {
      ...inherited(["PATH", "HOME", "DENO_DIR"]),
      ...MALLOC,
      PORT: String(port),
      DATA_DIR: dataDir,
      NO_COLOR: "1",
      ...options.environment,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let printed = "";
  const reading = Promise.all([child.stdout, child.stderr].map(async (stream) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) printed += text;
  }));
  let running = true;
  const ended = child.status.then(({ code }) => {
    running = false;
    return code;
  });

  async function end(signal: Deno.Signal): Promise<number> {
    if (running) child.kill(signal);
    await reading;
    return await ended;
  }

  const url = options.environment?.PUBLIC_URL ?? `http://localhost:${port}`;
  const server: ServerProcess = {
    url,
    pid: child.pid,
    resource: `${url}/mcp`,
    local: `http://localhost:${port}`,
    dataDir,
    output: () => printed,
    residentBytes: () => residentBytes(child.pid),
    alive: () => running,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    async [Symbol.asyncDispose]() {
      await server.stop();
      if (!options.dataDir) await Deno.remove(dataDir, { recursive: true });
    },
  };
  await untilHealthy(server);
  return server;
}

async function untilHealthy(server: ServerProcess): Promise<void> {
  while (server.alive()) {
    const response = await fetch(`${server.local}/health`).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`The server ended before it answered:\n${server.output()}`);
}

/** Bytes of memory that a process holds. */
export async function residentBytes(pid: number): Promise<number> {
  if (Deno.build.os === "linux") {
    // Without a program, which would take time from what is measured.
    const pages = (await Deno.readTextFile(`/proc/${pid}/statm`).catch(() => "")).split(" ")[1];
    return Number(pages ?? 0) * PAGE_BYTES;
  }
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "rss=", "-p", String(pid)] })
    .output();
  return Number(new TextDecoder().decode(stdout)) * 1024;
}

function inherited(names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}
