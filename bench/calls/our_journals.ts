import { userIdOf } from "../../lib/auth/mod.ts";
import { openStore } from "../../lib/kv/store.ts";
import { startCatchUp } from "../../lib/search/follow/catch_up.ts";
import { openIndex } from "../../lib/search/search.ts";
import { exchangeOnce } from "../connection.ts";
import { fillJournal } from "../journal/fill.ts";
import { freePort, type ServerProcess, startServer } from "../server_process.ts";
import { getToken } from "../token.ts";
import { requestBytes } from "../tool_call.ts";
import { readResult } from "../tool_result.ts";

/** A journal of a person of its own at our server. */
export interface OurJournal {
  entries: number;
  userId: string;
  accessToken: string;
}

/** Journals in a directory, which our server keeps while it runs. */
export interface OurJournals {
  directory: string;
  journals: readonly OurJournal[];
  /** Starts the real server with the permissions of `deno task start`. */
  start(): Promise<ServerProcess>;
}

/** Makes people with journals of so many entries, in an empty directory. Their search index is built. */
export async function makeOurJournals(
  directory: string,
  sizes: readonly number[],
): Promise<OurJournals> {
  const port = freePort();
  const start = () => startOurs(directory, port);
  const journals: OurJournal[] = [];
  {
    await using _ = await start();
    for (const entries of sizes) {
      const accessToken = await getToken(`http://127.0.0.1:${port}/mcp`, `Bench${entries}`);
      journals.push({ entries, accessToken, userId: await userIdFrom(port, accessToken) });
    }
  }
  const store = await openStore(`${directory}/journal.kv`);
  const index = openIndex({ directory: `${directory}/search` });
  try {
    for (const { userId, entries } of journals) {
      await fillJournal(store, userId, entries);
      await startCatchUp({ store, index }).reach(userId);
    }
  } finally {
    await index.close();
    store.close();
  }
  return { directory, journals, start };
}

async function userIdFrom(port: number, accessToken: string): Promise<string> {
  const request = requestBytes({ era: "modern", port, tool: "whoami", args: {}, accessToken });
  const { structuredContent } = await exchangeOnce(port, request, readResult);
  return userIdOf("embedded", (structuredContent.user as { id: string }).id);
}

function startOurs(dataDir: string, port: number): Promise<ServerProcess> {
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
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATA_DIR: dataDir,
      RATE_LIMIT_PER_MINUTE: "1000000",
    },
  });
}
