import type { Log } from "../log.ts";
import { commit, type Store } from "./store.ts";

/** Milliseconds that the database took, the middle one of several tries. */
export interface Speed {
  /** To read a key that does not exist. */
  small: number;
  /** To write 2,000 bytes and to read them again, the slower of both. */
  large: number;
}

const TRIES = 5;

/** More than a packet of a network holds (some 1,400 bytes). */
const BYTES = 2_000;

/** A call makes several trips: with this one it takes a tenth of a second. */
const SLOW_MS = 20;

/** Measures the database, on a key that nobody reads. Rejects if it cannot be reached. */
export async function measureSpeed(store: Store): Promise<Speed> {
  // Of this process: others may start at the same time.
  const key = ["ready", "speed", crypto.randomUUID()];
  const value = new Uint8Array(BYTES);
  const small = await typical(() => store.read.get(["ready"]));
  const writing = await typical(() =>
    commit(store, (operation) => operation.set(key, value, { expireIn: 60_000 }))
  );
  const reading = await typical(() => store.read.get(key));
  await commit(store, (operation) => operation.delete(key));
  return { small, large: Math.max(writing, reading) };
}

/** Says in one line of the log if the database behind `store` is slow, and why as far as it shows. */
export async function warnIfSlow(store: Store, log: Log): Promise<void> {
  try {
    const { small, large } = await measureSpeed(store);
    if (large >= SLOW_MS) log.error("kv_slow", explain(small, large));
  } catch (error) {
    log.error("kv_slow", error);
  }
}

function explain(small: number, large: number): string {
  const figures = `2 kB take ${Math.round(large)} ms, and nothing takes ${Math.round(small)} ms`;
  return large - small >= SLOW_MS
    ? `${figures}: put a proxy in front of KV_URL, as docs/operations.md says under "denokv"`
    : `${figures}: the database of KV_URL is far away or busy`;
}

async function typical(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < TRIES; n++) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[Math.floor(TRIES / 2)];
}
