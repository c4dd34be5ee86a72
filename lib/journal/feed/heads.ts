import type { Store } from "../../kv/store.ts";
import type { JournalOptions, OnFault } from "../access.ts";
import { keysOf } from "../store/keys.ts";
import { readMany } from "../store/read_many.ts";

/** Where a journal is: the versionstamps of its last changes. */
export interface FeedPosition {
  /** Of an entry. */
  head: string;
  /** Of a tag. */
  tags: string;
  /** Of what viewers without private entries see of a tag. */
  openTags: string;
}

/** Notices changes of the journals that somebody watches, in whatever process they are made. */
export interface Heads {
  /** Calls `wake` when the journal may have changed. Returns what ends that. */
  watch(userId: string, wake: () => void): () => void;
  /** Says that this process has written. */
  changed(userId: string): void;
  close(): void;
}

/** What `watchHeads` can be given. */
export type WatchHeadsOptions = Pick<JournalOptions, "onFault">;

const POLL_MS = 1_000;
const RETRY_MS = 1_000;

/** How many keys say where a journal is. */
const POSITION_KEYS = 3;

/** Reads where a journal is. */
export async function readFeedPosition(store: Store, userId: string): Promise<FeedPosition> {
  const entries = await store.read.getMany<unknown[]>(positionKeys(userId));
  const [head, tags, openTags] = entries.map(({ versionstamp }) => versionstamp ?? "");
  return { head, tags, openTags };
}

/**
 * Watches journals. Deno KV does not report what other processes write to a local file, so it is read
 * once a second; any other database is watched.
 */
export function watchHeads(store: Store, { onFault = () => {} }: WatchHeadsOptions = {}): Heads {
  const watched = new Map<string, Set<() => void>>();
  const wake = (userId: string) => watched.get(userId)?.forEach((each) => each());
  const source = store.isFile
    ? poll(store, { watched, wake, onFault })
    : listen(store, { wake, onFault });
  return {
    watch(userId, each) {
      const all = watched.get(userId) ?? new Set();
      watched.set(userId, all.add(each));
      if (all.size === 1) source.add(userId);
      return () => {
        all.delete(each);
        if (all.size > 0 || watched.get(userId) !== all) return;
        watched.delete(userId);
        source.remove(userId);
      };
    },
    changed: wake,
    close() {
      for (const userId of watched.keys()) source.remove(userId);
      watched.clear();
    },
  };
}

interface Source {
  add(userId: string): void;
  remove(userId: string): void;
}

interface ListenOptions {
  wake: (userId: string) => void;
  onFault: OnFault;
}

interface PollOptions extends ListenOptions {
  watched: ReadonlyMap<string, unknown>;
}

function poll(store: Store, { watched, wake, onFault }: PollOptions): Source {
  const last = new Map<string, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function readAll(): Promise<void> {
    const users = [...watched.keys()];
    try {
      const entries = await readMany(store.read, users.flatMap(positionKeys));
      for (const [n, userId] of users.entries()) {
        const position = entries.slice(POSITION_KEYS * n, POSITION_KEYS * (n + 1))
          .map(({ versionstamp }) => versionstamp).join(" ");
        if (watched.has(userId) && last.get(userId) !== position) wake(userId);
        last.set(userId, position);
      }
    } catch (error) {
      onFault("poll_failed", error);
    }
    for (const userId of last.keys()) if (!watched.has(userId)) last.delete(userId);
    timer = watched.size > 0 ? setTimeout(readAll, POLL_MS) : undefined;
  }

  return {
    add: () => void (timer ??= setTimeout(readAll, 0)),
    remove: () => undefined,
  };
}

function listen(store: Store, { wake, onFault }: ListenOptions): Source {
  const readers = new Map<string, ReadableStreamDefaultReader<unknown>>();

  async function follow(userId: string): Promise<void> {
    const reader = store.write.watch(positionKeys(userId)).getReader();
    readers.set(userId, reader);
    try {
      while (!(await reader.read()).done) wake(userId);
    } catch (error) {
      if (readers.get(userId) !== reader) return;
      onFault("watch_failed", error);
      setTimeout(() => readers.get(userId) === reader && follow(userId), RETRY_MS);
    }
  }

  return {
    add: (userId) => void follow(userId),
    remove(userId) {
      const reader = readers.get(userId);
      readers.delete(userId);
      reader?.cancel().catch(() => {});
    },
  };
}

function positionKeys(userId: string): Deno.KvKey[] {
  const keys = keysOf(userId);
  return [keys.head(), keys.tagTable(), keys.openTags()];
}
