import { sha256 } from "../digest.ts";
import {
  createLimiter,
  isCurrent,
  type Limiter,
  type LimiterOptions,
  secondsUntil,
} from "../limiter.ts";
import { LRUCache } from "lru-cache";
import { commit, type Store } from "./store.ts";

/** What all instances together have taken of a key in its window. */
interface Taken {
  count: number;
  /** Milliseconds since the epoch. */
  until: number;
}

/** What one instance may still let through without asking. */
interface Lease {
  left: number;
  until: number;
  /** Nothing was left until then, as far as is known. */
  refusedUntil: number;
  filling?: Promise<void>;
}

/** A lease is this part of a limit: so much at most lies unused at each instance. */
const PART = 20;

/** Another instance may give something back: a refusal is believed for so long. */
const ASK_AGAIN_MS = 1_000;

export interface OpenLimiterOptions extends LimiterOptions {
  /** What the limit is of, in the key of its counts. */
  name: string;
}

/**
 * Returns a limiter that the instances of `store` share, if there can be several. Processes on one
 * file count for themselves: there a call must cost no commit.
 */
export function openLimiter(store: Store, options: OpenLimiterOptions): Limiter {
  return store.isRemote ? sharedLimiter(store, options) : createLimiter(options);
}

/**
 * Each instance takes a twentieth of the limit at a time, at least one event, and counts it down by
 * itself. So together they never let more through than the limit, and a call in thirty costs a
 * commit where the limit is 600.
 */
function sharedLimiter(
  store: Store,
  { name, limit, seconds, now, maxKeys = 10_000 }: OpenLimiterOptions,
): Limiter {
  const leases = new LRUCache<string, Lease>({ max: maxKeys });
  const atOnce = Math.max(1, Math.floor(limit / PART));
  // Hashed: a key has an address of the network, or names a person.
  const keyOf = (key: string): Deno.KvKey => ["limit", name, sha256(key)];

  /** Counts `change(taken)` events more in the current window, and returns its end. */
  async function add(key: string, change: (taken: number) => number) {
    for (;;) {
      const entry = await store.write.get<Taken>(keyOf(key));
      const isOld = !entry.value || !isCurrent(entry.value.until, { seconds, now: now() });
      const { count, until } = isOld ? { count: 0, until: now() + seconds * 1000 } : entry.value!;
      const added = change(count);
      if (added === 0) return { added, until };
      const taken: Taken = { count: count + added, until };
      const expireIn = Math.max(1_000, until - now());
      const { ok } = await commit(
        store,
        (op) => op.check(entry).set(entry.key, taken, { expireIn }),
      );
      if (ok) return { added, until };
    }
  }

  async function fill(lease: Lease, key: string, events: number): Promise<void> {
    const missing = events - lease.left;
    const { added, until } = await add(
      key,
      (taken) => taken >= limit ? 0 : Math.max(missing, Math.min(atOnce, limit - taken)),
    );
    if (until !== lease.until) lease.left = 0;
    lease.until = until;
    lease.left += added;
    if (added === 0) lease.refusedUntil = Math.min(until, now() + ASK_AGAIN_MS);
  }

  function leaseOf(key: string): Lease {
    const known = leases.get(key);
    if (known?.filling || (known && isCurrent(known.until, { seconds, now: now() }))) return known;
    const lease: Lease = { left: 0, until: 0, refusedUntil: 0 };
    leases.set(key, lease);
    return lease;
  }

  return {
    async take(key, events = 1) {
      for (;;) {
        const lease = leaseOf(key);
        if (lease.left >= events) {
          lease.left -= events;
          return 0;
        }
        if (lease.refusedUntil > now()) return Math.max(1, secondsUntil(lease.until, now()));
        await (lease.filling ??= fill(lease, key, events).finally(() => lease.filling = undefined));
      }
    },
    async forgive(key) {
      await add(key, (taken) => taken > 0 ? -1 : 0);
    },
  };
}
