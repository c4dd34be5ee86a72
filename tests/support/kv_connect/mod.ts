import { freePort } from "../programs/free_port.ts";
import { start } from "../programs/program.ts";

/** A database behind KV Connect, empty at first, in a process of its own. */
export interface KvConnect extends AsyncDisposable {
  /** For `Deno.openKv` and `KV_URL`. */
  url: string;
  /** What a process that opens it needs. This process has it already. */
  environment: { DENO_KV_ACCESS_TOKEN: string };
  /** Of its process. */
  pid: number;
}

/** Starts it, and resolves when it answers. */
export async function startKvConnect(): Promise<KvConnect> {
  const port = freePort();
  const environment = { DENO_KV_ACCESS_TOKEN: "a-token-of-tests" };
  const program = new URL("serve.ts", import.meta.url).pathname;
  const args = ["run", "-A", "--no-check", program, String(port)];
  const server = start(Deno.execPath(), [...args, environment.DENO_KV_ACCESS_TOKEN]);
  await server.says(/KV Connect is ready/);
  Deno.env.set("DENO_KV_ACCESS_TOKEN", environment.DENO_KV_ACCESS_TOKEN);
  return {
    url: `http://127.0.0.1:${port}`,
    environment,
    pid: server.pid,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
