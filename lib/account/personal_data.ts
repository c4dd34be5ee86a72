/**
 * What is kept of a person beside their account, as their pages show and end it. The authorization
 * server knows people, not journals: whoever opens it brings this. A person at their own page, with
 * their password, sees all of it, private entries as well. Times are in milliseconds.
 */
export interface PersonalData {
  counts(subject: string): Promise<{ entries: number; tags: number; trashed: number }>;

  /** The entries in the trash, the newest first; a cursor that is none of ours begins at the top. */
  trash(subject: string, cursor?: string): Promise<Listed<TrashedEntry>>;

  /** Takes an entry out of the trash; false if it was not there. */
  restore(subject: string, id: string): Promise<boolean>;

  /** Removes an entry from the trash for ever; false if it was not there. */
  purge(subject: string, id: string): Promise<boolean>;

  /** What apps did, the newest first; a cursor that is none of ours begins at the top. */
  activity(subject: string, cursor?: string): Promise<Listed<AppCall>>;

  /** The whole journal as a document, piece by piece. */
  download(subject: string, format: ExportFormat): AsyncIterable<string>;

  /** Begins to delete everything, the account included. Nothing is let in once it has returned. */
  erase(subject: string): Promise<void>;
}

/** One page of a list. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export interface TrashedEntry {
  readonly id: string;
  readonly title: string;
  readonly trashedAt: number;
  /** When it is gone without anybody's doing. */
  readonly goneAt: number;
}

/** What an app did. */
export interface AppCall {
  readonly at: number;
  /** The id of the client. */
  readonly client: string;
  readonly tool: string;
  /** `ok`, or in one word why not. */
  readonly outcome: string;
}

export const EXPORT_FORMATS = ["json", "markdown"] as const;
export type ExportFormat = typeof EXPORT_FORMATS[number];
