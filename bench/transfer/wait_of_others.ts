import type { Browser } from "../../scripts/browser/browser.ts";
import { openConnection } from "../connection.ts";
import { DRAFT } from "../draft.ts";
import { type Asked, fill } from "../instances/questions.ts";
import { percentile } from "../statistics.ts";
import { requestBytes } from "../tool_call.ts";
import { readResult } from "../tool_result.ts";

/** What others wait for, in milliseconds: the 99th percentile of each. */
export interface Waits {
  /** A page that reads the journal's figures and writes when the session was last used. */
  page: number;
  /** A call of an assistant: it reads an entry or a list, or it writes. */
  call: number;
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
    { tool: "list_entries", args: { limit: 20 } },
    { tool: "create_entry", args: { ...DRAFT } },
  ].map((call) => requestBytes({ era: "modern", port, accessToken, ...call }));

  async function repeat(once: (n: number) => Promise<unknown>): Promise<number> {
    const waits: number[] = [];
    for (let n = 0; goesOn; n++) {
      const start = performance.now();
      await once(n);
      waits.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return percentile(waits, 0.99);
  }

  const [page, call] = await Promise.all([
    repeat(() => browser.go("/account/export")),
    repeat(async (n) => readResult(await connection.exchange(requests[n % requests.length]))),
  ]);
  connection.close();
  await done;
  return { page, call };
}

/** Prints how much longer somebody else waits than they do alone. */
export function tellWait(while_: string, during: Waits, alone: Waits): void {
  for (const kind of ["page", "call"] as const) {
    console.log(
      `  somebody else waits ${during[kind].toFixed(1)} ms (p99) for a ${kind} while ${while_}, ` +
        `${alone[kind].toFixed(1)} alone: ${(during[kind] / alone[kind]).toFixed(2)} (1.5 at most)`,
    );
  }
}
