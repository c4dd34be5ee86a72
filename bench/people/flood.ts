import { openConnection } from "../connection.ts";
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
}

/** Asks for lists and searches over many connections, until `signal` is aborted. */
export async function flood(
  { port, name, perSecond = Infinity, connections }: FloodOptions,
  signal: AbortSignal,
): Promise<Flooded> {
  const flooded: Flooded = { answered: 0, refused: 0, others: 0 };
  const requests = [
    ["list_entries", { limit: 50 }] as const,
    ["search_entries", { query: "Was the water high after the rain?" }] as const,
  ].map(([tool, args]) => requestBytes({ era: "modern", port, tool, args, accessToken: name }));
  const everyMs = 1_000 * connections / perSecond;
  await Promise.all(Array.from({ length: connections }, async (_, n) => {
    const connection = await openConnection(port);
    const start = performance.now() + n * everyMs / connections;
    for (let sent = 0; !signal.aborted; sent++) {
      const wait = start + sent * everyMs - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const { status } = await connection.exchange(requests[sent % requests.length]);
      flooded[status === 200 ? "answered" : status === 429 ? "refused" : "others"]++;
    }
    connection.close();
  }));
  return flooded;
}
