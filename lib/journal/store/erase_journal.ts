import { removeAll, type RemoveOptions, type Store } from "../../kv/store.ts";
import { keysOf } from "./keys.ts";
import { forgetPages } from "./known_pages.ts";

/**
 * Removes every key of a user's journal and returns how many there were. Only what has been written
 * down under `erasureKey` before keeps other writers from filling it again.
 */
export function eraseJournal(
  store: Store,
  userId: string,
  options?: RemoveOptions,
): Promise<number> {
  forgetPages(store.read, userId);
  return removeAll(store, keysOf(userId).root, options);
}
