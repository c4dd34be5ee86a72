import { TOOLS } from "../lib/mcp/tools/mod.ts";
import { freePort, type ServerProcess, startServer } from "./server_process.ts";
import { getToken } from "./token.ts";

/** Who is compared: we, the MCP SDK with as many tools that only echo, and bare `Deno.serve`. */
export const CONTENDERS = ["ours", "echo", "bare"] as const;

export type ContenderName = typeof CONTENDERS[number];

/** Where a contender listens, and what lets us in. */
export interface Contender {
  port: number;
  accessToken?: string;
}

/** The running contenders. Disposing of them ends their processes and deletes what they wrote. */
export type Contenders = AsyncDisposable & Record<ContenderName, Contender>;

/** Starts every contender, each in a process of its own. */
export async function startContenders(): Promise<Contenders> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-bench-" });
  stack.defer(() => Deno.remove(dataDir, { recursive: true }));

  const ours = stack.use(await startOurs(dataDir));
  const echo = stack.use(await startPeer("echo_server.ts", TOOLS.map(({ name }) => name)));
  const bare = stack.use(await startPeer("bare_server.ts"));
  const accessToken = await getToken(`${originOf(ours.port)}/mcp`);

  const running = stack.move();
  return {
    ours: { port: ours.port, accessToken },
    echo,
    bare,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** The real server with the permissions of `deno task start`. */
function startOurs(dataDir: string): Promise<ServerProcess> {
  const port = freePort();
  return startServer([
    "--allow-net",
    "--allow-env",
    "--allow-sys",
    "--allow-read",
    `--allow-write=${dataDir}`,
    "main.ts",
  ], {
    port,
    env: {
      PORT: String(port),
      PUBLIC_URL: originOf(port),
      DATA_DIR: dataDir,
      RATE_LIMIT_PER_MINUTE: "1000000",
      ...(Deno.env.get("OURS_V8") ? { DENO_V8_FLAGS: Deno.env.get("OURS_V8")! } : {}),
    },
  });
}

function startPeer(file: string, args: string[] = []): Promise<ServerProcess> {
  const port = freePort();
  return startServer(["--allow-all", `bench/peers/${file}`, String(port), ...args], { port });
}

function originOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}
