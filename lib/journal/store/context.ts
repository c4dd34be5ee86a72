import type { Store } from "../../kv/store.ts";
import type { Keys, Visibility } from "./keys.ts";
import type { StoredHead } from "./stored.ts";

/** Whose journal it is, where it is, and how much of it the holder may see. */
export interface Context {
  readonly store: Store;
  readonly userId: string;
  readonly keys: Keys;
  readonly includePrivate: boolean;
  readonly client: string;
  now(): number;
  /** Told after each commit; it must not throw. */
  onWrite?(userId: string): void;
}

/** What the holder may see. */
export function visibilities({ includePrivate }: Context): Visibility[] {
  return includePrivate ? ["open", "private"] : ["open"];
}

/** Where an entry is indexed and counted. */
export function visibilityOf(head: StoredHead): Visibility {
  return head.isPrivate ? "private" : "open";
}

/** Whether the entry exists for the holder. */
export function isVisible(context: Context, head: StoredHead): boolean {
  const isPurged = head.purgeAfter !== undefined && head.purgeAfter <= context.now();
  return !isPurged && (context.includePrivate || !head.isPrivate);
}
