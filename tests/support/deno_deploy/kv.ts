import { freePort } from "../programs/free_port.ts";
import { inherited, start } from "../programs/program.ts";
import { type KvConnect, startKvConnect } from "../kv_connect/mod.ts";

const program = findDenokv();
if (!program) {
  console.warn(
    "denokv is not installed (cargo install denokv): our own KV Connect stands in for it",
  );
}

/** What the tests have for the KV of Deno Deploy. */
export const kvName = program ? "denokv" : "our KV Connect server";

/** Starts an empty database behind KV Connect: denokv where it is installed. */
export async function startPlatformKv(): Promise<KvConnect> {
  if (!program) return await startKvConnect();
  const port = freePort();
  const environment = { DENO_KV_ACCESS_TOKEN: "a-token-of-tests" };
  const directory = await Deno.makeTempDir({ prefix: "epicme-denokv-" });
  const server = start(program, [
    ...["--sqlite-path", `${directory}/kv.sqlite`, "serve", "--addr", `127.0.0.1:${port}`],
  ], { env: { ...inherited(), ...environment } });
  await untilItListens(port, server.ended);
  Deno.env.set("DENO_KV_ACCESS_TOKEN", environment.DENO_KV_ACCESS_TOKEN);
  return {
    url: `http://127.0.0.1:${port}`,
    environment,
    pid: server.pid,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

async function untilItListens(port: number, ended: Promise<unknown>): Promise<void> {
  let hasEnded = false;
  ended.then(() => hasEnded = true);
  while (!hasEnded) {
    try {
      return (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error("denokv ended before it listened");
}

function findDenokv(): string | undefined {
  const folders = [
    ...(Deno.env.get("PATH") ?? "").split(":"),
    `${Deno.env.get("HOME")}/.cargo/bin`,
  ];
  return folders.map((folder) => `${folder}/denokv`).find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}
