import type { Json } from "../clients/json.ts";
import { inherited } from "./program.ts";

/** A program that is asked in lines of JSON, and answers each with a line of JSON. */
export interface LineProgram extends AsyncDisposable {
  /** Resolves with the next answer. Rejects when the program says that it failed, or ends. */
  answer(): Promise<Json>;
  /** Writes a line. */
  tell(request: Json): Promise<void>;
}

export interface LineProgramOptions {
  env?: Record<string, string>;
  /** Goes to each address that the program sends its person to. */
  onAddress: (address: URL) => Promise<void>;
}

/** Starts a program. Disposing of it closes its input, upon which it ends. */
export function startLineProgram(
  [command, ...args]: string[],
  { env, onAddress }: LineProgramOptions,
): LineProgram {
  const child = new Deno.Command(command, {
    args,
    clearEnv: true,
    env: { ...inherited(), ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const errors = new Response(child.stderr).text();
  const input = child.stdin.getWriter();
  const output = linesOf(child.stdout);

  async function answer(): Promise<Json> {
    for (;;) {
      const { value: line, done } = await output.next();
      if (done) throw new Error(`${command} has ended:\n${await errors}`);
      if (line.startsWith("http")) await onAddress(new URL(line));
      if (!line.startsWith("{")) continue;
      const said = JSON.parse(line);
      if ("failed" in said) throw new Error(said.failed);
      return said;
    }
  }

  return {
    answer,
    tell: (request) => input.write(new TextEncoder().encode(JSON.stringify(request) + "\n")),
    async [Symbol.asyncDispose]() {
      await input.close().catch(() => {});
      const patience = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await output.return(undefined);
      await Promise.all([child.status, errors]);
      clearTimeout(patience);
    },
  };
}

async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
}
