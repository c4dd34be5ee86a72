import { parseArgs } from "node:util";
import { freePort, startServer } from "../server_process.ts";
import { median } from "../statistics.ts";
import { getToken } from "../token.ts";

/*
 * Prints how long a cold start takes: from the start of the process to its first answer, at /health
 * and to a client that has a token already.
 *
 *     deno task bench:start                    this version, 15 times each
 *     deno task bench:start --beside=<tree>    beside another version, in turns
 *
 * Where others use the machine, too, the ratio tells more than the times.
 */
const ASKED = ["health", "call"] as const;

interface Contender {
  name: string;
  tree: string;
  port: number;
  dataDir: string;
  token: string;
}

const { values } = parseArgs({
  options: { runs: { type: "string", default: "15" }, beside: { type: "string" } },
});
const trees = { ours: Deno.cwd(), ...values.beside && { other: values.beside } };
const contenders: Contender[] = [];
for (const [name, tree] of Object.entries(trees)) contenders.push(await prepare(name, tree));

const times = new Map<string, number[]>();
for (let run = 0; run < Number(values.runs); run++) {
  for (const asked of ASKED) {
    for (const contender of contenders) {
      const key = `${contender.name} ${asked}`;
      times.set(key, [...times.get(key) ?? [], await measure(contender, asked)]);
    }
  }
}
for (const asked of ASKED) {
  const [ours, other] = ["ours", "other"].map((name) => times.get(`${name} ${asked}`));
  console.log(`first answer to ${asked}: ${words(ours!)}`);
  if (!other) continue;
  const ratio = median(ours!) / median(other);
  console.log(`  the other version: ${words(other)}; ratio of medians ${ratio.toFixed(2)}`);
}
for (const { dataDir } of contenders) await Deno.remove(dataDir, { recursive: true });

function words(milliseconds: number[]): string {
  const [least, middle] = [Math.min(...milliseconds), median(milliseconds)].map(Math.round);
  return `median ${middle} ms, least ${least} ms`;
}

/** Makes an account and lets Deno compile what it keeps compiled. */
async function prepare(name: string, tree: string): Promise<Contender> {
  const port = freePort();
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-bench-" });
  const env = environment({ port, dataDir });
  await using _server = await startServer(["-A", `${tree}/main.ts`], { port, env });
  const token = await getToken(`http://127.0.0.1:${port}/mcp`);
  return { name, tree, port, dataDir, token };
}

function environment({ port, dataDir }: Pick<Contender, "port" | "dataDir">) {
  return { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, DATA_DIR: dataDir };
}

async function measure(contender: Contender, asked: typeof ASKED[number]): Promise<number> {
  const { tree, port, token } = contender;
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", "main.ts"],
    cwd: tree,
    env: environment(contender),
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const origin = `http://127.0.0.1:${port}`;
  for (;;) {
    try {
      await (asked === "health" ? health(origin) : call(origin, token));
      break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
  }
  const taken = performance.now() - start;
  child.kill("SIGTERM");
  await child.status;
  return taken;
}

async function health(origin: string): Promise<void> {
  await (await fetch(`${origin}/health`)).text();
}

async function call(origin: string, token: string): Promise<void> {
  const response = await fetch(`${origin}/mcp`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2025-11-25",
    },
    body: JSON.stringify({
      ...{ jsonrpc: "2.0", id: 1, method: "tools/call" },
      params: { name: "list_entries", arguments: {} },
    }),
  });
  const text = await response.text();
  if (!response.ok || text.includes('"error"')) {
    console.error(text);
    Deno.exit(1);
  }
}
