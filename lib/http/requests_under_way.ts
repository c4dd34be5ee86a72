import { Bag } from "../bag.ts";

/** When each request began that somebody waits for now. */
const begun = new Bag<number>();
const waiting = new Set<() => void>();

/** What takes longer streams, or waits for its client: work for nobody need not wait for it, too. */
const FRESH_MS = 100;

/** Counts a request as under way until `work` has made the answer. */
export async function whileAnswering<T>(work: () => Promise<T>): Promise<T> {
  const place = begun.add(performance.now());
  try {
    return await work();
  } finally {
    begun.delete(place);
    if (!isAnswering()) {
      for (const goOn of waiting) goOn();
    }
  }
}

/** Whether somebody waits for an answer that may come at once if nothing else goes on. */
export function isAnswering(): boolean {
  const since = performance.now() - FRESH_MS;
  return begun.some((at) => at > since);
}

/** Returns when no answer is waited for, after a tenth of a second at most. */
export async function untilAnswered(): Promise<void> {
  if (!isAnswering()) return;
  await new Promise<void>((resolve) => {
    const goOn = () => {
      clearTimeout(timer);
      waiting.delete(goOn);
      resolve();
    };
    const timer = setTimeout(goOn, FRESH_MS);
    waiting.add(goOn);
  });
}
