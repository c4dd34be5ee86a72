import type { Store } from "../../kv/store.ts";
import { contextOf } from "../store/context.ts";
import { openChangeReader } from "./change_reader.ts";
import type { JournalAccess, JournalOptions } from "../access.ts";
import { whichExist } from "../store/which_exist.ts";
import { type Heads, readFeedPosition } from "./heads.ts";

/** What has changed, as far as the viewer of the journal may know. */
export interface JournalChange {
  /** Ids of entries that say something else now, or are gone; each once. */
  entries: readonly string[];
  /** Whether a tag was made, changed or deleted. */
  tags: boolean;
}

/** A journal that is watched from the moment at which this was made. */
export interface JournalWatch {
  /** Calls `listener` with what has changed since the last call. Returns what ends that. */
  subscribe(listener: (change: JournalChange) => void): () => void;
}

export interface WatchOptions extends Pick<JournalOptions, "now" | "onFault"> {
  store: Store;
  heads: Heads;
  /** Entries that the viewer follows: it hears when one of these vanishes. */
  ids: readonly string[];
}

/** Changes within this time are reported together. */
const PAUSE_MS = 200;

/**
 * Starts to watch a journal. Nothing is reported of entries that the viewer may not see:
 * of one that is private or gone by now only if the viewer could see it when it was last read.
 */
export async function watchJournal(
  access: JournalAccess,
  { store, heads, ids, ...options }: WatchOptions,
): Promise<JournalWatch> {
  const context = contextOf(store, access, options);
  const { userId, includePrivate } = access;
  let position = await readFeedPosition(store, userId);
  const seen = await whichExist(context, ids);

  async function readChange(): Promise<JournalChange> {
    const now = await readFeedPosition(store, userId);
    const changed = new Set<string>();
    if (now.head !== position.head) {
      const changes = openChangeReader(store, userId).changes(position.head);
      for await (const { id } of changes) changed.add(id);
    }
    const visible = await whichExist(context, [...changed]);
    const entries = [...changed].filter((id) => includePrivate || visible.has(id) || seen.has(id));
    for (const id of entries) if (!visible.has(id)) seen.delete(id);
    for (const id of ids) if (visible.has(id)) seen.add(id);
    const tags = includePrivate ? now.tags !== position.tags : now.openTags !== position.openTags;
    const change = { entries, tags };
    position = now;
    return change;
  }

  return {
    subscribe(listener) {
      let [isOn, isBusy, isWaiting] = [true, false, false];
      async function report(): Promise<void> {
        isWaiting = true;
        if (isBusy) return;
        isBusy = true;
        while (isOn && isWaiting) {
          isWaiting = false;
          try {
            const change = await readChange();
            if (isOn && (change.tags || change.entries.length > 0)) listener(change);
          } catch (error) {
            context.onFault("change_not_reported", error);
          }
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
        isBusy = false;
      }
      const stop = heads.watch(userId, () => void report());
      // What has changed before anybody listened.
      void report();
      return () => {
        isOn = false;
        stop();
      };
    },
  };
}
