import type { ActivityLog } from "../activity/mod.ts";
import type { PersonalData } from "../identity/mod.ts";
import {
  exportJournal,
  InvalidError,
  type Journal,
  type JournalAccess,
  JournalError,
  LIMITS,
  type OnFault,
  openJournal,
} from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";

export interface PersonalDataOptions {
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
  userIdOf: (subject: string) => string;
  activityOf: (userId: string) => ActivityLog;
  onWrite: (userId: string) => void;
  onFault: OnFault;
  beginErasure: (subject: string) => Promise<void>;
}

const PAGE_SIZE = 50;
const DAY = 86_400_000;

/** What people see and end at their account page: all of their own, private entries as well. */
export function personalData(options: PersonalDataOptions): PersonalData {
  const { store, now, onWrite, onFault, beginErasure } = options;
  const accessOf = (subject: string): JournalAccess => ({
    userId: options.userIdOf(subject),
    includePrivate: true,
  });
  const journalOf = (subject: string) =>
    openJournal(store, accessOf(subject), { now, onWrite, onFault });

  return {
    async counts(subject) {
      const journal = journalOf(subject);
      const [{ entryCount: entries }, tags, trashed] = await Promise.all([
        journal.stats(),
        journal.listTags(),
        countTrash(journal),
      ]);
      return { entries, tags: tags.length, trashed };
    },
    trash: (subject, cursor) =>
      fromTheTopUnless(cursor, async (cursor) => {
        const query = { trashed: true, limit: PAGE_SIZE, cursor };
        const { entries, nextCursor } = await journalOf(subject).listEntries(query);
        const items = entries.map(({ id, title, trashedAt = now() }) => ({
          ...{ id, title, trashedAt },
          goneAt: trashedAt + LIMITS.trashDays * DAY,
        }));
        return { items, nextCursor };
      }),
    restore: (subject, id) =>
      ifInTrash(journalOf(subject), id, {
        then: (journal) => journal.restoreEntry(id),
      }),
    purge: (subject, id) =>
      ifInTrash(journalOf(subject), id, {
        then: (journal, ifVersion) => journal.purgeEntry(id, { ifVersion }),
      }),
    activity: (subject, cursor) =>
      fromTheTopUnless(cursor, async (cursor) => {
        const log = options.activityOf(options.userIdOf(subject));
        const { activity: items, nextCursor } = await log.list({ limit: PAGE_SIZE, cursor });
        return { items, nextCursor };
      }),
    download: (subject, format) => exportJournal(store, accessOf(subject), { format, now }),
    erase: beginErasure,
  };
}

async function countTrash(journal: Journal): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await journal.listEntries({ trashed: true, limit: LIMITS.pageSize, cursor });
    count += page.entries.length;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return count;
}

/** An address with a wrong cursor was typed or cut off by somebody: the first page helps them more. */
async function fromTheTopUnless<T>(
  cursor: string | undefined,
  read: (cursor?: string) => Promise<T>,
): Promise<T> {
  try {
    return await read(cursor);
  } catch (error) {
    if (error instanceof InvalidError) return await read();
    throw error;
  }
}

/** What happened to the entry since the page was made is not undone by it. */
async function ifInTrash(
  journal: Journal,
  id: string,
  { then }: { then: (journal: Journal, version: number) => Promise<unknown> },
): Promise<boolean> {
  try {
    const { trashedAt, version } = await journal.getEntry(id);
    if (trashedAt === undefined) return false;
    await then(journal, version);
    return true;
  } catch (error) {
    // Changed, gone, or being erased from another browser: it is not there to be dealt with.
    if (error instanceof JournalError) return false;
    throw error;
  }
}
