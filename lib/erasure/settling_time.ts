/** Upper bound for a request, its deferred writes and a full scan of a large journal. */
const REQUEST_MS = 120_000;

/**
 * How long after all has been removed an erasure looks again, in milliseconds, before it is done: by
 * then no process believes in a token that it has seen before, and nothing that began before goes on.
 */
export function settlingTime(config: { introspectionCacheSeconds: number }): number {
  return config.introspectionCacheSeconds * 1000 + REQUEST_MS;
}
