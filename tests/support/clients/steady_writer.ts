import { callTool } from "./rpc.ts";

/** Somebody who writes entries without pause, each until it is acknowledged. */
export interface SteadyWriter {
  /** Ids of what was acknowledged, in order. */
  readonly acknowledged: string[];
  /** How often a call was answered in what way, but for success. */
  readonly refusals: Map<string, number>;
  /** The longest that one call took, in milliseconds. */
  readonly longest: number;
  /** Resolves when so many more have been acknowledged; rejects when none is for a minute. */
  writes(more: number): Promise<void>;
  /** Stops after the entry that is being written. */
  stop(): Promise<void>;
}

/**
 * Begins to write entries with the word `sea`. A call that fails is repeated with its key, which
 * begins with `prefix`: writers with one token must not share it.
 */
export function writeSteadily(resource: string, token: string, prefix = ""): SteadyWriter {
  const acknowledged: string[] = [];
  const refusals = new Map<string, number>();
  let longest = 0;
  let isOver = false;

  async function create(n: number): Promise<string | undefined> {
    const begin = performance.now();
    const args = { title: `${n}`, content: `the sea, ${n}`, idempotencyKey: `${prefix}${n}` };
    try {
      const { status, body } = await callTool(resource, {
        era: "2026-07-28",
        token,
        tool: "create_entry",
        args,
      });
      const id = body?.result?.structuredContent?.entry?.id;
      if (id) return id;
      const why = body?.result?._meta ?? body?.error?.message ?? body?.error ?? body;
      note(`${status} ${status === 502 ? "nginx" : JSON.stringify(why)}`);
    } catch (error) {
      note(error instanceof TypeError ? "no connection" : String(error));
    } finally {
      longest = Math.max(longest, performance.now() - begin);
    }
  }

  function note(what: string): void {
    refusals.set(what, (refusals.get(what) ?? 0) + 1);
  }

  async function write(): Promise<void> {
    for (let n = 0; !isOver;) {
      const id = await create(n);
      if (id === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
      else n = acknowledged.push(id);
    }
  }
  const writing = write();
  return {
    acknowledged,
    refusals,
    get longest() {
      return longest;
    },
    async writes(more) {
      const wanted = acknowledged.length + more;
      for (let [last, since] = [-1, 0]; acknowledged.length < wanted;) {
        if (acknowledged.length > last) [last, since] = [acknowledged.length, performance.now()];
        if (performance.now() > since + PATIENCE_MS) {
          throw new Error(`Nothing is acknowledged: ${JSON.stringify([...refusals])}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async stop() {
      isOver = true;
      await writing;
    },
  };
}

/** Longer than any test holds back an answer. */
const PATIENCE_MS = 60_000;

/** What to ask for, and whether a search may do without its index. */
export interface Asked {
  token: string;
  tool: "list_entries" | "search_entries";
  args?: Record<string, unknown>;
  allowDegraded?: boolean;
}

/** A search may do without its index for so long after a fault. */
const HEALED_WITHIN_MS = 40_000;

/**
 * The ids of all entries that a tool lists or finds, page by page. Waits until search uses its index,
 * unless it may do without.
 */
export async function idsBy(resource: string, asked: Asked): Promise<string[]> {
  for (const end = performance.now() + HEALED_WITHIN_MS; performance.now() < end;) {
    const ids = await walk(resource, asked);
    if (ids) return ids;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error("The search index is down");
}

async function walk(
  resource: string,
  { token, tool, args, allowDegraded = false }: Asked,
): Promise<string[] | undefined> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await callTool(resource, {
      era: "2026-07-28",
      token,
      tool,
      args: { ...args, limit: 100, ...(cursor ? { cursor } : {}) },
    });
    const page = body.result?.structuredContent;
    if (!page) throw new Error(`${tool}: ${JSON.stringify(body)}`);
    if (page.degraded && !allowDegraded) return undefined;
    ids.push(...page.entries.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return ids;
}
