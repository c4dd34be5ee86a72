import type { Context } from "../store/context.ts";
import { sweepDue } from "./sweep_due.ts";

const HOUR = 3_600_000;

/** So many users have their next sweep remembered; who is forgotten has one sooner. */
const MAX_USERS = 10_000;

/** When the next sweep of each user may start, for each database handle of this process. */
const nextSweeps = new WeakMap<Deno.Kv, Map<string, number>>();

/**
 * Waits for `write`, then removes what is due, at most once an hour for each user, or at once where
 * `write` has just made something due. What is due is unknown already, so `write` stands even if
 * this fails: a later one goes on.
 */
export async function withSweep<T>(
  context: Context,
  write: Promise<T>,
  { isUrgent = false } = {},
): Promise<T> {
  const result = await write;
  const { store, userId, now } = context;
  const next = nextSweeps.get(store.write) ?? new Map<string, number>();
  nextSweeps.set(store.write, next);
  if (!isUrgent && now() < (next.get(userId) ?? -Infinity)) return result;

  remember(next, { userId, time: now() + HOUR });
  try {
    if (!await sweepDue(context)) next.delete(userId);
  } catch (error) {
    context.onFault("sweep_failed", error);
  }
  return result;
}

function remember(next: Map<string, number>, { userId, time }: { userId: string; time: number }) {
  // Deleting first moves the user to the end of the map, which is ordered by insertion.
  next.delete(userId);
  next.set(userId, time);
  if (next.size > MAX_USERS) next.delete(next.keys().next().value!);
}
