import type { ServerProcess } from "../../tests/support/programs/server_process.ts";
import { type Connection, openConnection } from "../connection.ts";
import { DRAFT } from "../draft.ts";
import { type Asked, fill } from "../instances/questions.ts";
import { percentile } from "../statistics.ts";
import { requestBytes } from "../tool_call.ts";
import { readResult } from "../tool_result.ts";

/** What came of a steady load. */
export interface Soaked {
  /** What the processes held in memory at each sample, in bytes. */
  residentBytes: number[][];
  calls: number;
  /** What was answered instead of a result, each text once. */
  errors: string[];
  /** Entries that were acknowledged, and how many of them are not there at the end. */
  written: number;
  lost: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

export interface SoakOptions {
  resource: string;
  processes: readonly ServerProcess[];
  minutes: number;
  sampleSeconds: number;
  connections: number;
  /** What each connection waits between two calls, in milliseconds. */
  pauseMs: number;
}

const FIRST_ENTRIES = 500;
const CALLS_PER_CONNECTION = 500;

/** Of ten calls four read an entry, two list, one searches, two write and one changes. */
const MIX = [
  ...["get_entry", "get_entry", "create_entry", "list_entries", "get_entry"],
  ...["search_entries", "update_entry", "get_entry", "create_entry", "list_entries"],
];

/** Asks a server for minutes, as several people at their assistants do together. */
export async function soak(options: SoakOptions): Promise<Soaked> {
  const { processes, minutes, sampleSeconds, connections, pauseMs } = options;
  const asked = await fill(options.resource, FIRST_ENTRIES);
  const written: string[] = [];
  const errors = new Set<string>();
  const latencies: number[] = [];
  const residentBytes: number[][] = [];
  const sample = async () =>
    void residentBytes.push(await Promise.all(processes.map((each) => each.residentBytes())));
  await sample();
  const sampler = setInterval(sample, sampleSeconds * 1_000);
  const end = Date.now() + minutes * 60_000;
  await Promise.all(Array.from({ length: connections }, async (_, n) => {
    let connection = await openConnection(asked.port);
    for (let turn = 3 * n; Date.now() < end; turn++) {
      const start = performance.now();
      try {
        const id = await call(connection, asked, turn);
        if (id !== undefined) written.push(id);
      } catch (error) {
        errors.add(String(error).slice(0, 200));
        connection.close();
        connection = await openConnection(asked.port);
      }
      latencies.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      // A proxy ends a connection after a thousand requests.
      if (turn % CALLS_PER_CONNECTION === 0) {
        connection.close();
        connection = await openConnection(asked.port);
      }
    }
    connection.close();
  }));
  clearInterval(sampler);
  await sample();
  const there = await allIds(asked);
  return {
    ...{ residentBytes, calls: latencies.length, errors: [...errors] },
    written: written.length,
    lost: written.filter((id) => !there.has(id)).length,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

/** Makes the call of a turn; returns the id of an entry that it has written. */
async function call(
  connection: Connection,
  asked: Asked,
  turn: number,
): Promise<string | undefined> {
  const tool = MIX[turn % MIX.length];
  const args = {
    get_entry: { id: asked.id },
    list_entries: { limit: 20 },
    search_entries: { query: "Was there a heron in the reeds?", limit: 10 },
    update_entry: { id: asked.id, mood: `calm ${turn % 7}` },
    create_entry: { ...DRAFT, title: `Turn ${turn}` },
  }[tool]!;
  const structured = await ask(connection, asked, { tool, args });
  return tool === "create_entry" ? (structured.entry as { id: string }).id : undefined;
}

async function ask(
  connection: Connection,
  { port, accessToken }: Asked,
  { tool, args }: { tool: string; args: Record<string, unknown> },
): Promise<Record<string, unknown>> {
  const request = requestBytes({ era: "modern", port, tool, args, accessToken });
  return readResult(await connection.exchange(request)).structuredContent;
}

async function allIds(asked: Asked): Promise<Set<string>> {
  const connection = await openConnection(asked.port);
  const ids = new Set<string>();
  let cursor: unknown;
  do {
    const args = { limit: 100, ...cursor !== undefined && { cursor } };
    const page = await ask(connection, asked, { tool: "list_entries", args });
    for (const { id } of page.entries as { id: string }[]) ids.add(id);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  connection.close();
  return ids;
}
