import type { Browser } from "../../scripts/browser/browser.ts";
import { openConnection } from "../connection.ts";
import { DRAFT } from "../draft.ts";
import { type Asked, fill } from "../instances/questions.ts";
import { percentile } from "../statistics.ts";
import { requestBytes } from "../tool_call.ts";
import { readResult } from "../tool_result.ts";

/** What others wait for, in milliseconds, each time that they ask. */
export interface Waits {
  /** A page that reads the journal's figures and writes when the session was last used. */
  page: number[];
  /** A call of an assistant, by its tool. */
  calls: Record<string, number[]>;
}

/** Somebody else at the server: in their browser, and by their assistant. */
export interface Other {
  browser: Browser;
  asked: Asked;
}

const PAUSE_MS = 20;
const ENTRIES = 200;

/** Lets the assistant of somebody else make a journal. */
export async function otherAt(resource: string, browser: Browser): Promise<Other> {
  return { browser, asked: await fill(resource, ENTRIES) };
}

/** Lets somebody else go on at a steady pace until `work` says that it is over. */
export async function measureWait(
  { browser, asked }: Other,
  work: (isOver: () => void) => unknown,
): Promise<Waits> {
  let goesOn = true;
  const done = work(() => void (goesOn = false));
  const { port, accessToken, id } = asked;
  const connection = await openConnection(port);
  const requests = [
    { tool: "get_entry", args: { id } },
    // Counts by the search index.
    { tool: "list_entries", args: { limit: 20 } },
    { tool: "create_entry", args: { ...DRAFT } },
  ].map((call) => ({
    tool: call.tool,
    bytes: requestBytes({ era: "modern", port, accessToken, ...call }),
  }));
  const waits: Waits = {
    page: [],
    calls: Object.fromEntries(requests.map(({ tool }) => [tool, []])),
  };

  async function repeat(once: (n: number) => Promise<number[]>): Promise<void> {
    for (let n = 0; goesOn; n++) {
      const start = performance.now();
      const ofThisKind = await once(n);
      ofThisKind.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  await Promise.all([
    repeat(async () => {
      await browser.go("/account/export");
      return waits.page;
    }),
    repeat(async (n) => {
      const { tool, bytes } = requests[n % requests.length];
      readResult(await connection.exchange(bytes));
      return waits.calls[tool];
    }),
  ]);
  connection.close();
  await done;
  return waits;
}

/** With fewer the 99th percentile is one of the two longest, and says little. */
const ENOUGH = 200;

/** Prints how much longer somebody else waits than they do alone. */
export function tellWait(while_: string, during: Waits, alone: Waits): void {
  const all = ({ calls }: Waits) => Object.values(calls).flat();
  const kinds = [["page", during.page, alone.page], ["call", all(during), all(alone)]] as const;
  for (const [kind, some, before] of kinds) {
    const limit = some.length < ENOUGH ? `of ${some.length}: too few to tell` : "1.5 at most";
    console.log(
      `  somebody else waits ${compare(some, before)} for a ${kind} while ${while_} (${limit})`,
    );
  }
  for (const [tool, some] of Object.entries(during.calls)) {
    if (some.length === 0) continue;
    console.log(`    ${tool}: ${compare(some, alone.calls[tool])}`);
  }
}

/** The 99th percentile of both. */
function compare(during: readonly number[], alone: readonly number[]): string {
  const [long, short] = [percentile(during, 0.99), percentile(alone, 0.99)];
  const times = (long / short).toFixed(2);
  return `${long.toFixed(1)} ms (p99), ${short.toFixed(1)} alone: ${times} times`;
}
