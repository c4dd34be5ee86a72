import { cacheDirectory } from "../programs/install.ts";
import { type LineProgram, startLineProgram } from "../programs/line_program.ts";
import type { Visitor } from "../people/visitor.ts";
import type { Json } from "./json.ts";

/** A client in another language, with an SDK that people use. */
export interface SdkProgram extends AsyncDisposable {
  /** What it said when it was connected. */
  readonly connected: Json;
  listTools(): Promise<string[]>;
  call(tool: string, args?: Json): Promise<{ isError: boolean; text: string; structured: Json }>;
  /** Lets time go by in the client. */
  later(seconds: number): Promise<void>;
  /** How often it has sent its person to sign in. */
  readonly signIns: number;
}

export interface SdkProgramOptions {
  args: string[];
  /** Who signs in, if the program has no token. */
  person?: Visitor;
  /** Whether the program waits for the redirect at a port, and not in its input. */
  listens?: boolean;
}

/** Starts it, and resolves when it is connected. */
export async function startSdkProgram(
  command: string[],
  { args, person, listens = false }: SdkProgramOptions,
): Promise<SdkProgram> {
  let signIns = 0;
  await using stack = new AsyncDisposableStack();
  const program: LineProgram = stack.use(startLineProgram([...command, ...args], {
    // What a Python program opens as its browser says the address. What it has compiled of its
    // packages is kept, which is half of its start, and nothing of it among our files.
    env: { BROWSER: "echo", PYTHONPYCACHEPREFIX: `${cacheDirectory()}/python` },
    async onAddress(address) {
      signIns++;
      const redirect = await person!.answer(address);
      if (listens) await follow(redirect);
      else await program.tell({ redirect });
    },
  }));
  async function ask(request: Json): Promise<Json> {
    await program.tell(request);
    return await program.answer();
  }
  const connected = await program.answer();
  const resources = stack.move();
  return {
    connected,
    listTools: async () => (await ask({})).tools,
    call: (tool, args = {}) => ask({ tool, arguments: args }),
    later: (seconds) => ask({ later: seconds }),
    get signIns() {
      return signIns;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

const PATIENCE_MS = 10_000;

/** Goes back to the program. It may listen only after it has sent its person away. */
async function follow(redirect: URL): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return void await (await fetch(redirect)).text();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
