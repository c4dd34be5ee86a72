import { type BlobPlace, sweepEverybody } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import type { Log } from "../log.ts";

export interface SweepsOptions {
  store: Store;
  now: () => number;
  onWrite: (userId: string) => void;
  log: Log;
  /** Where the bytes of attachments are. */
  blobs?: BlobPlace;
  /** Whether they come by themselves; a platform that stops idle instances has to ask for them. */
  byThemselves: boolean;
}

/** Sweeps of all journals. Several processes may do it at once. */
export interface Sweeps {
  /** Sweeps now, unless it is being done, and returns once that has ended. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

const FIRST_MS = 60_000;
const EVERY_MS = 6 * 3_600_000;

/** Returns sweeps that come four times a day. */
export function startSweeps({ store, log, byThemselves, ...options }: SweepsOptions): Sweeps {
  const end = new AbortController();
  const { signal } = end;
  let running: Promise<void> | undefined;

  function sweep(): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return running ??= sweepEverybody(store, { ...options, signal })
      .catch((error) => log.error("sweep", error))
      .finally(() => running = undefined);
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  function schedule(milliseconds: number): void {
    if (signal.aborted) return;
    timer = setTimeout(() => sweep().finally(() => schedule(EVERY_MS)), milliseconds);
    Deno.unrefTimer(timer);
  }
  if (byThemselves) schedule(FIRST_MS);

  return {
    sweep,
    async stop() {
      end.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
