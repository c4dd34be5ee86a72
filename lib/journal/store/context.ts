import type { Store } from "../../kv/store.ts";
import type { BlobPlace } from "../../blobs/mod.ts";
import type { JournalAccess, JournalOptions, OnFault } from "../access.ts";
import { type Keys, keysOf, type Visibility } from "./keys.ts";
import type { StoredSummary } from "./stored.ts";

/** A journal access with where the journal is: what every operation gets. */
export interface Context {
  readonly store: Store;
  readonly userId: string;
  readonly keys: Keys;
  readonly includePrivate: boolean;
  readonly client: string;
  /** The person's time zone as their authorization server tells it, if it does. */
  readonly timeZone?: string;
  /** Where the bytes of attachments are, if this server keeps any. */
  readonly blobs?: BlobPlace;
  now(): number;
  /** Called after each commit; it must not throw. */
  onWrite?(userId: string): void;
  readonly onFault: OnFault;
}

/** Returns the context of an access to the journals in `store`. */
export function contextOf(
  store: Store,
  { userId, includePrivate, client = "", timeZone }: JournalAccess,
  { now = Date.now, onWrite, onFault = () => {}, blobs }: JournalOptions = {},
): Context {
  const keys = keysOf(userId);
  return { store, userId, keys, includePrivate, client, timeZone, blobs, now, onWrite, onFault };
}

/** What the viewer may see. */
export function visibilities({ includePrivate }: Context): Visibility[] {
  return includePrivate ? ["open", "private"] : ["open"];
}

/** Where an entry is indexed and counted. */
export function visibilityOf(head: Pick<StoredSummary, "isPrivate">): Visibility {
  return head.isPrivate ? "private" : "open";
}

/** Whether the entry exists for the viewer. */
export function isVisible(context: Context, head: StoredSummary): boolean {
  const isPurged = head.purgeAfter !== undefined && head.purgeAfter <= context.now();
  return !isPurged && (context.includePrivate || !head.isPrivate);
}
