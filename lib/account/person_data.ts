import type { ActivityLog } from "../activity/mod.ts";
import {
  type AttachmentUsage,
  type ExportFormat,
  InvalidError,
  type Journal,
  JournalError,
  LIMITS,
} from "../journal/mod.ts";
import type { Preferences } from "../pages/dates.tsx";
import type { ExportProgress, Measured, PersonTransfers, Selected } from "../transfer/mod.ts";

/**
 * What is kept of a person beside their account. At their own pages, with their password, they see
 * all of it, private entries too.
 */
export interface PersonData {
  readonly journal: Journal;
  /** How they want to be shown dates. */
  preferences(): Promise<Preferences>;
  readonly activity: ActivityLog;
  readonly transfers: PersonTransfers;
  /** Makes one document of the whole journal. */
  exportDocument(format: ExportFormat): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /**
   * Makes a zip of the journal, or of a part of it: ours, or one that Day One imports. Throws a
   * JournalError for a part that is none.
   */
  exportZip(
    selected: Selected,
    format: "epicme" | "dayone",
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Says how far the last one of the last hour is, or how it ended. */
  latestExport(): Promise<ExportProgress | undefined>;
  /** Says how much such a zip would be. Throws likewise. */
  measureZip(selected: Selected): Promise<Measured>;
  /** Begins to delete everything, the account too. Once it has returned, nothing can be written. */
  erase(): Promise<void>;
}

/** How much a person has here. */
export interface Usage extends AttachmentUsage {
  readonly entries: number;
  readonly files: number;
}

/** Says how much a person has, and how much their files may be. */
export async function usageOf({ journal }: PersonData): Promise<Usage> {
  const [{ entryCount: entries }, files, usage] = await Promise.all([
    journal.stats(),
    journal.countFiles(),
    journal.attachmentUsage(),
  ]);
  return { ...usage, entries, files };
}

/** How much of each there is. */
export interface DataCounts {
  readonly entries: number;
  readonly tags: number;
  readonly trashed: number;
}

/** Counts what goes when everything is deleted. */
export async function countData({ journal }: PersonData): Promise<DataCounts> {
  const [{ entryCount: entries }, tags, trashed] = await Promise.all([
    journal.stats(),
    journal.listTags(),
    countTrash(journal),
  ]);
  return { entries, tags: tags.length, trashed };
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

/** Reads the page of a list at `cursor`, or the first page if the cursor is mistyped or cut off. */
export async function pageOrFirst<T>(
  cursor: string | null,
  read: (cursor?: string) => Promise<T>,
): Promise<T> {
  try {
    return await read(cursor ?? undefined);
  } catch (error) {
    if (error instanceof InvalidError) return await read();
    throw error;
  }
}

/**
 * Does `work` with an entry of the trash, at the version that it has there; returns false if the
 * entry is not in the trash any more, or has changed since.
 */
export async function withTrashedEntry(
  journal: Journal,
  id: string,
  { work }: { work: (version: number) => Promise<unknown> },
): Promise<boolean> {
  try {
    const { trashedAt, version } = await journal.getEntry(id);
    if (trashedAt === undefined) return false;
    await work(version);
    return true;
  } catch (error) {
    if (error instanceof JournalError) return false;
    throw error;
  }
}
