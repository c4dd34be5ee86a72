import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { type ElicitRequest, ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { denoArguments, startNpm } from "./npm_program.ts";
import { inherited } from "./program.ts";

/** `mcp-remote`, the bridge of clients that only speak over stdio, with all that it keeps. */
export interface McpRemote extends AsyncDisposable {
  /** Starts it as a desktop client does, with `args` after the address. */
  start(resource: string, args?: string[]): Bridge;
  /** Sets the clock of all bridges forward. */
  pass(seconds: number): void;
}

/** A client of protocol 2025-11-25 with the bridge as its server. */
export interface Bridge extends AsyncDisposable {
  client: Client;
  /** Resolves when the bridge has its connection to the resource. */
  connect(): Promise<void>;
  /** Resolves with the address that the bridge sends its person to. */
  authorizationUrl: Promise<URL>;
  /** What the bridge has told its person so far. */
  readonly said: string;
  /** The questions that the person was asked; each is agreed to. */
  questions: string[];
}

/** Returns a bridge that nobody has used yet. Disposing of it removes what it kept. */
export async function openMcpRemote(): Promise<McpRemote> {
  const directory = await Deno.makeTempDir({ prefix: "epicme-mcp-remote-" });
  const clock = `${directory}/clock`;
  let ahead = 0;
  const pass = (seconds: number) => {
    ahead += seconds * 1000;
    Deno.writeTextFileSync(clock, String(ahead));
  };
  pass(0);
  return {
    pass,
    start: (resource, args = []) => startBridge(directory, [resource, ...args]),
    [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
  };
}

const why = await unavailable();
if (why) console.warn(`Tests with mcp-remote are skipped, because it cannot be had: ${why}`);

/** A test that needs mcp-remote; left out where the package cannot be had. */
export function mcpRemoteTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: why !== undefined, fn });
}

function startBridge(directory: string, args: string[]): Bridge {
  const transport = new StdioClientTransport({
    command: Deno.execPath(),
    args: denoArguments("mcp-remote", args),
    // Without programs in its PATH it finds no browser to open.
    env: {
      ...inherited(),
      MCP_REMOTE_CONFIG_DIR: directory,
      PATH: directory,
      EPICME_TEST_CLOCK: `${directory}/clock`,
    },
    stderr: "pipe",
  });
  const client = new Client({ name: "epicme-tests", version: "1.0.0" }, {
    capabilities: { elicitation: {} },
  });
  const questions: string[] = [];
  client.setRequestHandler(ElicitRequestSchema, ({ params }: ElicitRequest) => {
    questions.push(params.message);
    return { action: "accept", content: {} };
  });
  let said = "";
  const asked = Promise.withResolvers<URL>();
  transport.stderr?.on("data", (words: Uint8Array) => {
    said += new TextDecoder().decode(words);
    const [address] = /^http\S+\/oauth\/authorize\?\S+(?=\n)/m.exec(said) ?? [];
    if (address) asked.resolve(new URL(address));
  });
  return {
    client,
    connect: () => client.connect(transport),
    authorizationUrl: asked.promise,
    get said() {
      return said;
    },
    questions,
    [Symbol.asyncDispose]: () => client.close(),
  };
}

async function unavailable(): Promise<string | undefined> {
  // Without an address it prints its usage.
  const program = startNpm("mcp-remote", []);
  await program.ended;
  const { output } = program;
  return output.includes("Usage: mcp-remote") ? undefined : output.trim().split("\n")[0];
}
