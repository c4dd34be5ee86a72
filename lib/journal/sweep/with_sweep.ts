import { HOUR_MS, isRecent } from "../../time.ts";
import type { Context } from "../store/context.ts";
import { sweepDue } from "./sweep_due.ts";

/** So many users have their last sweep remembered; who is forgotten has the next one sooner. */
const MAX_USERS = 10_000;

/** When the last sweep of each user began that left nothing, for each database handle of this process. */
const lastSweeps = new WeakMap<Deno.Kv, Map<string, number>>();

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
  const last = lastSweeps.get(store.write) ?? new Map<string, number>();
  lastSweeps.set(store.write, last);
  const sweptAt = last.get(userId) ?? -Infinity;
  if (!isUrgent && isRecent(sweptAt, { span: HOUR_MS, now: now() })) return result;

  remember(last, { userId, time: now() });
  try {
    if (!await sweepDue(context)) last.delete(userId);
  } catch (error) {
    context.onFault("sweep_failed", error);
  }
  return result;
}

function remember(last: Map<string, number>, { userId, time }: { userId: string; time: number }) {
  // Deleting first moves the user to the end of the map, which is ordered by insertion.
  last.delete(userId);
  last.set(userId, time);
  if (last.size > MAX_USERS) last.delete(last.keys().next().value!);
}
