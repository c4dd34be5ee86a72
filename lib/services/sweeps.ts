import { sweepEverybody } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import type { Log } from "../log.ts";

export interface SweepsOptions {
  store: Store;
  now: () => number;
  onWrite: (userId: string) => void;
  log: Log;
}

const FIRST_MS = 60_000;
const EVERY_MS = 6 * 3_600_000;

/** Sweeps all journals four times a day. Several processes may do it at once. */
export function startSweeps({ store, log, ...options }: SweepsOptions): { stop(): Promise<void> } {
  const end = new AbortController();
  const { signal } = end;
  let running = Promise.resolve();

  function sweep(): void {
    running = sweepEverybody(store, { ...options, signal })
      .catch((error) => log.error("sweep", error))
      .finally(() => schedule(EVERY_MS));
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  function schedule(milliseconds: number): void {
    if (signal.aborted) return;
    timer = setTimeout(sweep, milliseconds);
    Deno.unrefTimer(timer);
  }
  schedule(FIRST_MS);

  return {
    async stop() {
      end.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
