import type { BlobPlace } from "../blobs/mod.ts";

/** Whose journal code may reach, and whether private entries too. */
export interface JournalAccess {
  userId: string;
  /** Without it private entries do not exist: not in lists or counts, and not by id. */
  includePrivate: boolean;
  /**
   * The client that acts: revisions name it, and two clients may use the same idempotency key for
   * two entries.
   */
  client?: string;
  /** The person's time zone as their authorization server tells it: an IANA name that exists. */
  timeZone?: string;
}

/**
 * What failed after an acknowledged write, or while watching, which is tried again; or a file whose
 * bytes are not those that were kept.
 */
export type JournalFault =
  | "sweep_failed"
  | "tag_sweep_failed"
  | "damaged_file"
  | "poll_failed"
  | "watch_failed"
  | "change_not_reported";

export interface JournalOptions {
  /** The clock, in milliseconds since 1970-01-01 UTC. */
  now?: () => number;
  /** Called with the user after each commit. It is not waited for and must not throw. */
  onWrite?: (userId: string) => void;
  /** Where the bytes of attachments are; without it the journal takes none. */
  blobs?: BlobPlace;
  /** Called with faults that no caller can act on. */
  onFault?: OnFault;
}

export type OnFault = (fault: JournalFault, error: unknown) => void;
