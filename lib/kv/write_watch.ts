import type { Log } from "../log.ts";
import { isReadOnly, ReadOnlyError, refusalsOf } from "./read_only.ts";
import { isRecent } from "../time.ts";
import { commit, type Store } from "./store.ts";

/** Whether a database takes writes, as far as its last ones have shown. */
export interface WriteWatch {
  /** Returns it; after a refusal it is tried, once a second at most. */
  check(): Promise<"ok" | "read-only">;
  /** `log` without faults that only repeat what this tells already. */
  readonly log: Log;
}

const LOG_EVERY_MS = 60_000;
const TRY_EVERY_MS = 1_000;

/** As much as the largest write of a journal needs: room for less is not room enough. */
const TRIED_VALUES = 5;
const TRIED_BYTES = 60_000;

/** Watches the writes of `store`, and logs once a minute that they are refused. */
export function watchWriting(
  store: Store,
  { log, now = Date.now }: { log: Log; now?: () => number },
): WriteWatch {
  let isRefused = false;
  let [refusedAt, loggedAt, triedAt] = [-Infinity, -Infinity, -Infinity];
  let trying: Promise<void> | undefined;

  refusalsOf(store.write).listen(() => {
    isRefused = true;
    refusedAt = now();
    if (isRecent(loggedAt, { span: LOG_EVERY_MS, now: now() })) return;
    loggedAt = now();
    log.error("kv_read_only", new ReadOnlyError());
  });

  async function tryToWrite(): Promise<void> {
    triedAt = now();
    try {
      await writeAndRemove(store);
      isRefused = false;
      loggedAt = -Infinity;
      log.info("kv_writable");
    } catch (error) {
      if (!(error instanceof ReadOnlyError)) throw error;
    }
  }

  return {
    async check() {
      if (isRefused && !isRecent(triedAt, { span: TRY_EVERY_MS, now: now() })) {
        await (trying ??= tryToWrite().finally(() => trying = undefined));
      }
      return isRefused ? "read-only" : "ok";
    },
    log: {
      info: log.info,
      error(event, cause) {
        const isTold = isRecent(refusedAt, { span: LOG_EVERY_MS, now: now() });
        if (!isTold || !isReadOnly(cause)) log.error(event, cause);
      },
    },
  };
}

/** Keys that nobody reads; what is left of them by a crash goes with the next try. */
async function writeAndRemove(store: Store): Promise<void> {
  const keys = Array.from({ length: TRIED_VALUES }, (_, n): Deno.KvKey => ["ready", n]);
  const value = crypto.getRandomValues(new Uint8Array(TRIED_BYTES));
  await commit(store, (operation) => keys.reduce((all, key) => all.set(key, value), operation));
  await commit(store, (operation) => keys.reduce((all, key) => all.delete(key), operation));
}
