import { sha256 } from "../digest.ts";
import { LRUCache } from "lru-cache";

/** What a token turned out to be, with its time to live in the cache. */
export interface Cacheable {
  /** Milliseconds; 0 is not kept at all. */
  ttlMs: number;
}

export interface TokenCache<T> {
  /** Returns what is known of `token`, or looks it up: once, however many ask at the same time. */
  get(token: string, lookUp: () => Promise<T>): Promise<T>;
  /** Forgets everything, also what is being looked up now: tokens have been revoked. */
  clear(): void;
}

interface Known<T> {
  found: T;
  /** Milliseconds since the epoch. */
  since: number;
}

const MAX_TOKENS = 10_000;

/**
 * Returns an empty cache keyed by the SHA-256 of a token, so that a memory dump holds no
 * credential. A failed look-up is not kept.
 */
export function createTokenCache<T extends Cacheable>(now: () => number): TokenCache<T> {
  const known = new LRUCache<string, Known<T>>({ max: MAX_TOKENS });
  let inFlight = new Map<string, Promise<T>>();

  /** A clock that was set back proves nothing about time: then it is asked again. */
  function remembered(key: string): T | undefined {
    const entry = known.get(key);
    if (!entry) return undefined;
    const age = now() - entry.since;
    return age >= 0 && age <= entry.found.ttlMs ? entry.found : undefined;
  }

  async function fill(key: string, lookUp: () => Promise<T>): Promise<T> {
    const generation = inFlight;
    try {
      const found = await lookUp();
      // A look-up that a revocation overtook may have seen the token alive.
      if (generation === inFlight && found.ttlMs > 0) {
        known.set(key, { found, since: now() });
      }
      return found;
    } finally {
      generation.delete(key);
    }
  }

  return {
    async get(token, lookUp) {
      const key = sha256(token);
      const found = remembered(key) ?? inFlight.get(key);
      if (found) return await found;
      const filling = fill(key, lookUp);
      inFlight.set(key, filling);
      return await filling;
    },
    clear() {
      known.clear();
      inFlight = new Map();
    },
  };
}
