import { getAccessToken } from "../../scripts/access_token.ts";
import { DRAFT } from "../draft.ts";
import { runSeries } from "../series.ts";
import { freePort, startServer } from "../server_process.ts";
import { type Era, requestBytes } from "../tool_call.ts";
import type { Answer } from "../connection.ts";
import { readResult } from "../tool_result.ts";

/** Who writes: so many connections, shared out among so many people. */
export interface Crowd {
  connections: number;
  people: number;
}

/** A server in which a crowd creates entries. */
export interface Writer extends AsyncDisposable {
  /** Returns how many entries were created in a second. */
  run(options: Crowd & { era: Era; turnMs: number }): Promise<number>;
}

const SCOPE = "entries:read entries:write";

/** Starts the server of a checkout, with so many accounts. */
export async function startWriter(
  root: string,
  { dataDir, people }: { dataDir: string; people: number },
): Promise<Writer> {
  await using stack = new AsyncDisposableStack();
  const port = freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port),
    PUBLIC_URL: origin,
    DATA_DIR: dataDir,
    RATE_LIMIT_PER_MINUTE: "1000000",
  };
  const args = ["--config", `${root}/deno.json`, "--allow-all", `${root}/main.ts`];
  stack.use(await startServer(args, { port, env }));
  const tokens: string[] = [];
  for (let n = 0; n < people; n++) {
    const [name, password] = [`Bench ${n}`, crypto.randomUUID()];
    const account = { name, email: `bench${n}@epicme.example`, password };
    tokens.push(await getAccessToken(`${origin}/mcp`, { account, scope: SCOPE }));
  }
  const running = stack.move();
  return {
    async run({ connections, people, era, turnMs }) {
      const series = await Promise.all(
        tokens.slice(0, people).map((accessToken) => {
          const call = { era, port, tool: "create_entry", args: DRAFT, accessToken };
          const target = {
            port,
            request: requestBytes(call),
            check: (answer: Answer) => void readResult(answer),
          };
          return runSeries(target, { connections: connections / people, turnMs });
        }),
      );
      return series.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
