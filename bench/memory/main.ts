import { parseArgs } from "node:util";
import { fuzz } from "../../tests/random/fuzz/run.ts";
import { type ServerProcess, startProcess } from "../../tests/support/programs/server_process.ts";
import { openConnection } from "../connection.ts";
import { DRAFT } from "../draft.ts";
import { getToken } from "../token.ts";
import { requestBytes } from "../tool_call.ts";
import { readResult } from "../tool_result.ts";
import { writeDayOneZip } from "../transfer/day_one_zip.ts";
import { megabytes, watchMemory } from "../transfer/measure.ts";
import { newPerson } from "../transfer/person.ts";

/*
 * `deno task bench:memory [--quick] [--only idle|writes|import|hostile]` prints what the process of
 * `deno task start` holds in memory: when nothing goes on, while 16 connections write entries without
 * a pause, while 20,000 entries come in and are indexed, and under hostile requests. Each is a new
 * process. The figures of a short run are smaller than those of a long one.
 */
const { values: { quick, only } } = parseArgs({
  options: { quick: { type: "boolean" }, only: { type: "string" } },
});
const size = quick
  ? { seconds: 3, entries: 1_000, requests: 500 }
  : { seconds: 60, entries: 20_000, requests: 20_000 };

const IDLE_MS = 5_000;
const CONNECTIONS = 16;
const ENVIRONMENT = { RATE_LIMIT_PER_MINUTE: "1000000" };
const LIMITS = { idle: 110, writes: 250, import: 250, hostile: 250 };

const LOADS = {
  idle: async () => {
    await using server = await startProcess({ environment: ENVIRONMENT });
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    return await server.residentBytes();
  },
  writes: () => largestOf(writeEntries),
  import: () => largestOf(importEntries),
  hostile: async () => {
    let memory: ReturnType<typeof watchMemory> | undefined;
    await fuzz({
      ...{ seed: 1, requests: size.requests },
      onServer: (server) => memory = watchMemory(() => server.pid),
    });
    memory?.stop();
    return memory?.largest() ?? NaN;
  },
};

for (const [name, load] of Object.entries(LOADS)) {
  if (only && only !== name) continue;
  const limit = LIMITS[name as keyof typeof LIMITS];
  console.log(`${name}: ${megabytes(await load())} MB at most (${limit} at most)`);
}

/** Returns the most bytes that a new process held while it did some work. */
async function largestOf(work: (server: ServerProcess) => Promise<void>): Promise<number> {
  await using server = await startProcess({ environment: ENVIRONMENT });
  const memory = watchMemory(() => server.pid);
  await work(server);
  memory.stop();
  return memory.largest();
}

async function writeEntries({ resource }: ServerProcess): Promise<void> {
  const port = Number(new URL(resource).port);
  const accessToken = await getToken(resource);
  const call = { era: "modern", port, tool: "create_entry", args: { ...DRAFT } } as const;
  const request = requestBytes({ ...call, accessToken });
  const end = performance.now() + size.seconds * 1_000;
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    const connection = await openConnection(port);
    while (performance.now() < end) readResult(await connection.exchange(request));
    connection.close();
  }));
}

async function importEntries({ url }: ServerProcess): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "epicme-memory-" });
  try {
    const zip = `${directory}/plain.zip`;
    await writeDayOneZip(zip, { entries: size.entries, photos: 0, photoBytes: 0 });
    const ada = await newPerson({ url, name: "ada", target: `${directory}/unused.zip` });
    await ada.give(zip);
    await ada.press(await ada.settled(), "/account/import/begin");
    await ada.settled();
    await ada.browser.go("/journal?q=sea");
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}
