import { freePort } from "../programs/free_port.ts";
import type { Build } from "./build.ts";

/** One instance of an app, as Deno Deploy starts it. */
export interface Instance extends AsyncDisposable {
  readonly port: number;
  /** What it has written, on both streams. */
  readonly output: string;
  /** Resolves when it answers; rejects with what it said if it ends before. */
  answers(): Promise<void>;
  /** Stops it as the platform does: SIGINT, and SIGKILL 5 seconds later. */
  stop(): Promise<Deno.CommandStatus>;
  /** Ends it without a warning. */
  kill(): Promise<void>;
  /** Resolves when it has ended by itself. */
  readonly ended: Promise<Deno.CommandStatus>;
  /** What it has left on its disk. */
  filesLeft(): string[];
}

/** What the platform says of an app in production. */
export const PRODUCTION = {
  DENO_DEPLOY: "true",
  DENO_DEPLOY_ORGANIZATION_ID: "f3a1c6f2-4ba0-44f6-a0b3-6cdd3c2b6f11",
  DENO_DEPLOY_ORGANIZATION_SLUG: "acme",
  DENO_DEPLOY_APPLICATION_ID: "0b0a1f4c-7d3e-4c56-8c55-1d0e0ad7a8ee",
  DENO_DEPLOY_APPLICATION_SLUG: "journal",
  DENO_DEPLOY_BUILD_ID: "b1",
  DENO_DEPLOYMENT_ID: "d1",
  DENO_TIMELINE: "production",
};

const KILLED_AFTER_MS = 5_000;

/**
 * Starts an instance: without flags but -A, with an empty disk, told by `DENO_SERVE_ADDRESS` where to
 * listen. The platform documents neither that variable nor that of its KV; Deno has both for it.
 */
export function startInstance(build: Build, environment: Record<string, string>): Instance {
  const port = freePort();
  const disk = Deno.makeTempDirSync({ prefix: "epicme-instance-" });
  const { user } = build;
  if (user) Deno.chownSync(disk, user.uid, user.gid);
  const child = new Deno.Command(build.deno, {
    args: ["run", "-A", "main.ts"],
    ...user,
    cwd: build.sources,
    clearEnv: true,
    env: {
      PATH: "/usr/bin:/bin",
      HOME: disk,
      TMPDIR: disk,
      DENO_DIR: build.denoDir,
      NO_COLOR: "1",
      DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
      ...environment,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let output = "";
  const reading = [child.stdout, child.stderr].map(async (stream) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) output += text;
  });
  let hasEnded = false;
  const ended = Promise.all([child.status, ...reading]).then(([status]) => {
    hasEnded = true;
    return status;
  });

  async function end(signal: Deno.Signal): Promise<Deno.CommandStatus> {
    if (!hasEnded) child.kill(signal);
    return await ended;
  }

  return {
    port,
    get output() {
      return output;
    },
    ended,
    async answers() {
      while (!hasEnded) {
        const response = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined);
        await response?.body?.cancel();
        if (response?.ok) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`The instance ended before it answered:\n${output}`);
    },
    async stop() {
      const killing = setTimeout(() => child.kill("SIGKILL"), KILLED_AFTER_MS);
      const status = await end("SIGINT");
      clearTimeout(killing);
      return status;
    },
    async kill() {
      await end("SIGKILL");
    },
    filesLeft: () => [...walk(disk)],
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
      await Deno.remove(disk, { recursive: true });
    },
  };
}

function* walk(directory: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(directory)) {
    const path = `${directory}/${name}`;
    if (isDirectory) yield* walk(path);
    else yield path;
  }
}
