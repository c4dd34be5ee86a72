import { freePort } from "../programs/free_port.ts";
import { type Program, start } from "../programs/program.ts";

/** A denokv of its own, empty at first. */
export interface Denokv extends AsyncDisposable {
  port: number;
  /** For `KV_URL`, without a proxy. */
  url: string;
  /** What a process that opens it needs. This process has it already. */
  environment: { DENO_KV_ACCESS_TOKEN: string };
  /** Ends it without a warning. */
  kill(): Promise<void>;
  /** Starts it again, with what it had. */
  restart(): Promise<void>;
}

/** The program of denokv, from `cargo install denokv`. */
export function findDenokv(): string | undefined {
  const folders = [`${Deno.env.get("HOME")}/.cargo/bin`, ...Deno.env.get("PATH")!.split(":")];
  return folders.map((folder) => `${folder}/denokv`).find(isFile);
}

/** Starts it on a free loopback port, and resolves when it answers. */
export async function startDenokv(program: string): Promise<Denokv> {
  const directory = await Deno.makeTempDir({ prefix: "epicme-denokv-" });
  const environment = { DENO_KV_ACCESS_TOKEN: "a-token-of-tests" };
  const port = freePort();
  const url = `http://127.0.0.1:${port}`;
  const run = async (): Promise<Program> => {
    const args = [`--sqlite-path=${directory}/kv.sqlite`, "serve", `--addr=127.0.0.1:${port}`];
    const server = start(program, args, { env: environment });
    await untilAnswered(url);
    return server;
  };
  let server = await run();
  Deno.env.set("DENO_KV_ACCESS_TOKEN", environment.DENO_KV_ACCESS_TOKEN);
  return {
    port,
    url,
    environment,
    kill: async () => void await server.end("SIGKILL"),
    restart: async () => void (server = await run()),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

async function untilAnswered(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    if (response) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
