import { type Journal, openJournal } from "../../../lib/journal/mod.ts";
import type { Store } from "../../../lib/kv/store.ts";
import { type JobThreadOptions, openTransfers, type Transfers } from "../../../lib/transfer/mod.ts";
import { clockAt } from "../journal/helpers.ts";

export interface Opened {
  directory: string;
  now?: () => number;
  maxBytes?: number;
  /** What stands between the import and the journal. */
  around?: (journal: Journal) => Journal;
  thread?: JobThreadOptions;
}

/** The imports of a store as one process has them open; what it logs as errors is kept. */
export function transfersIn(
  store: Store,
  { directory, now = clockAt().now, maxBytes = 1_000_000, around = (journal) => journal, thread }:
    Opened,
): Transfers & { errors: unknown[] } {
  const errors: unknown[] = [];
  const transfers = openTransfers({
    ...{ store, directory, maxBytes, now, thread },
    journalOf: (userId) => around(openJournal(store, { userId, includePrivate: true }, { now })),
    log: { info() {}, error: (_event, cause) => errors.push(cause) },
  });
  return { ...transfers, errors };
}

/** A file of these texts, as it comes in. */
export async function* fileOf(...texts: string[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(new TextEncoder().encode(text));
}
