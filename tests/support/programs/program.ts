/** A program that a test started. Disposing of it ends it. */
export interface Program extends AsyncDisposable {
  readonly pid: number;
  /** What it has written so far, standard output and errors together. */
  readonly output: string;
  /** Resolves with the first match in the output; rejects when the program ends without one. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal and resolves when the program has ended. */
  end(signal: Deno.Signal): Promise<Deno.CommandStatus>;
  /** Resolves when it has ended by itself. */
  readonly ended: Promise<Deno.CommandStatus>;
}

export interface ProgramOptions {
  cwd?: string;
  /** The only variables it sees, besides those it needs to find its tools. */
  env?: Record<string, string>;
}

/** Starts a program with nothing on its standard input. */
export function start(command: string, args: string[], options: ProgramOptions = {}): Program {
  const child = new Deno.Command(command, {
    args,
    cwd: options.cwd,
    clearEnv: true,
    env: { ...inherited(), NO_COLOR: "1", ...options.env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let output = "";
  let news = Promise.withResolvers<void>();

  async function read(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      output += text;
      news.resolve();
      news = Promise.withResolvers();
    }
  }
  const ended = Promise.all([child.status, read(child.stdout), read(child.stderr)])
    .then(([status]) => status);

  function terminate(signal: Deno.Signal): void {
    try {
      child.kill(signal);
    } catch {
      // It has ended already.
    }
  }

  return {
    pid: child.pid,
    get output() {
      return output;
    },
    async says(pattern) {
      for (let over = false;;) {
        const match = pattern.exec(output);
        if (match) return match;
        if (over) throw new Error(`${command} ended without saying ${pattern}:\n${output}`);
        over = await Promise.race([news.promise.then(() => false), ended.then(() => true)]);
      }
    },
    async end(signal) {
      child.kill(signal);
      return await ended;
    },
    ended,
    async [Symbol.asyncDispose]() {
      // Asked politely, because `deno task` passes this signal on to what it started, and no other.
      terminate("SIGTERM");
      const patience = setTimeout(() => terminate("SIGKILL"), 5_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

/** What says where Deno keeps packages, where it gets them, and whom it trusts there. */
const PACKAGE_SOURCES = [
  "DENO_DIR",
  "XDG_CACHE_HOME",
  "UV_CACHE_DIR",
  "NPM_CONFIG_REGISTRY",
  "HTTPS_PROXY",
  "DENO_CERT",
  "DENO_TLS_CA_STORE",
  "SSL_CERT_FILE",
  "NODE_EXTRA_CA_CERTS",
];

/** The variables that a program needs to find its tools and packages. */
export function inherited(): Record<string, string> {
  const names = ["PATH", "HOME", "TMPDIR", ...PACKAGE_SOURCES];
  return Object.fromEntries(
    names.map((name) => [name, Deno.env.get(name) ?? ""]).filter(([, value]) => value),
  );
}
