import type { Browser } from "../../scripts/browser/browser.ts";

const PAUSE_MS = 20;

/**
 * Lets somebody look at their pages at a steady pace until `work` says that it is over. Returns the
 * 99th percentile of how long they waited, in milliseconds.
 */
export async function measureWait(
  { browser }: { browser: Browser },
  work: (isOver: () => void) => unknown,
): Promise<number> {
  let goesOn = true;
  const done = work(() => void (goesOn = false));
  const waits: number[] = [];
  while (goesOn) {
    const start = performance.now();
    // It reads the journal's figures and the person's session, and writes when that was last used.
    await browser.go("/account/export");
    waits.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await done;
  waits.sort((a, b) => a - b);
  return waits[Math.floor(waits.length * 0.99)] ?? NaN;
}
