/** A server in a process of its own, on the loopback interface. */
export interface ServerProcess extends AsyncDisposable {
  port: number;
  pid: number;
}

export interface ServerProcessOptions {
  port: number;
  /** All that the program sees besides what every program needs. */
  env?: Record<string, string>;
}

const START_LIMIT_MS = 30_000;

/** Runs Deno with `args` and resolves as soon as the server listens. */
export function startServer(args: string[], options: ServerProcessOptions): Promise<ServerProcess> {
  return startProgram([Deno.execPath(), "run", "--quiet", ...args], options);
}

/** Runs a command and resolves as soon as the server listens. */
export async function startProgram(
  [program, ...args]: string[],
  { port, env }: ServerProcessOptions,
): Promise<ServerProcess> {
  await using stack = new AsyncDisposableStack();
  const child = stack.use(
    new Deno.Command(program, {
      args,
      cwd: new URL("..", import.meta.url),
      clearEnv: true,
      env: { ...inherited(["PATH", "HOME", "DENO_DIR"]), ...env },
      stdin: "null",
      stdout: "null",
      stderr: "inherit",
    }).spawn(),
  );
  const ended = child.status.then(({ code }) => {
    throw new Error(`${program} ${args.join(" ")} ended with code ${code} before it listened`);
  });
  ended.catch(() => {});
  await Promise.race([listening(port), ended]);

  const running = stack.move();
  return { port, pid: child.pid, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Returns a port that nothing listens on. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function listening(port: number): Promise<void> {
  for (const end = performance.now() + START_LIMIT_MS; performance.now() < end;) {
    try {
      return (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error(`Nothing listens on port ${port} after ${START_LIMIT_MS} ms`);
}

function inherited(names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}
