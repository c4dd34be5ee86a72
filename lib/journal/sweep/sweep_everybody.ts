import { sweepOrphans } from "../attachments/sweep_orphans.ts";
import type { BlobPlace } from "../../blobs/mod.ts";
import type { Store } from "../../kv/store.ts";
import { contextOf } from "../store/context.ts";
import { listUsers } from "../store/list_users.ts";
import { coverRows } from "./cover_rows.ts";
import { sweepDue } from "./sweep_due.ts";

export interface SweepOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Told whose journal has changed. */
  onWrite: (userId: string) => void;
  signal: AbortSignal;
  /** Where the bytes of attachments are. */
  blobs?: BlobPlace;
}

/**
 * Removes what is due in every journal, also of people who never write again: what was deleted is
 * gone after its time, not only unknown. It goes on with the next person if one of them fails, and
 * throws what failed at the end.
 */
export async function sweepEverybody(
  store: Store,
  { now, onWrite, signal, blobs }: SweepOptions,
): Promise<void> {
  const failures: unknown[] = [];
  for await (const userId of listUsers(store)) {
    const context = contextOf(store, { userId, includePrivate: true }, { now, onWrite, blobs });
    try {
      while (!signal.aborted && !await sweepDue(context));
      if (!signal.aborted) await coverRows(context, { signal });
    } catch (error) {
      failures.push(error);
    }
    if (signal.aborted) return;
  }
  try {
    if (blobs) await sweepOrphans({ store, blobs: blobs.blobs, now, signal });
  } catch (error) {
    failures.push(error);
  }
  if (failures.length > 0) throw new AggregateError(failures, "Some journals could not be swept");
}
