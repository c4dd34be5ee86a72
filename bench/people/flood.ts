import { openConnection } from "../connection.ts";
import { DRAFT } from "../draft.ts";
import { requestBytes } from "../tool_call.ts";

/** What somebody got who asked for too much. */
export interface Flooded {
  answered: number;
  refused: number;
  /** Of answers that are neither. */
  others: number;
}

export interface FloodOptions {
  port: number;
  name: string;
  /** Calls in a second of all connections together; as fast as answers come if absent. */
  perSecond?: number;
  connections: number;
  /** What is called the `n`th time. */
  callOf(n: number): { tool: string; args: Record<string, unknown> };
}

/** Calls over many connections, until `signal` is aborted. */
export async function flood(
  { port, name, perSecond = Infinity, connections, callOf }: FloodOptions,
  signal: AbortSignal,
): Promise<Flooded> {
  const flooded: Flooded = { answered: 0, refused: 0, others: 0 };
  let calls = 0;
  const everyMs = 1_000 * connections / perSecond;
  await Promise.all(Array.from({ length: connections }, async (_, n) => {
    const connection = await openConnection(port);
    const start = performance.now() + n * everyMs / connections;
    for (let sent = 0; !signal.aborted; sent++) {
      const wait = start + sent * everyMs - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const call = { era: "modern", port, accessToken: name, ...callOf(calls++) } as const;
      const { status } = await connection.exchange(requestBytes(call));
      flooded[status === 200 ? "answered" : status === 429 ? "refused" : "others"]++;
    }
    connection.close();
  }));
  return flooded;
}

/** A list and a search, by turns. */
export function readCall(n: number): { tool: string; args: Record<string, unknown> } {
  return n % 2 === 0
    ? { tool: "list_entries", args: { limit: 50 } }
    : { tool: "search_entries", args: { query: "Was the water high after the rain?" } };
}

const ENTRIES_PER_IMPORT = 100;

/** An import of as many entries as are taken at once, all of them new. */
export function importCall(n: number): { tool: string; args: Record<string, unknown> } {
  const entries = Array.from({ length: ENTRIES_PER_IMPORT }, (_, i) => ({
    ...{ title: `Import ${n}.${i}`, body: DRAFT.content },
    ...{ date: `2020-01-${String(i % 28 + 1).padStart(2, "0")}`, time: "09:00" },
  }));
  return {
    tool: "import_entries",
    args: { format: "jrnl", document: JSON.stringify({ entries }) },
  };
}
