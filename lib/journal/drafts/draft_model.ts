/** What a person is writing in a form, before it is an entry or a change of one. */
export interface Draft extends DraftSummary {
  /** All that the form holds, as whoever shows the form writes it. */
  body: string;
}

export interface DraftSummary {
  /** A ULID, which the form has made. */
  id: string;
  /** The entry that is being changed; absent for a new one. */
  entryId?: string;
  /** What it is about, in a few words. */
  title: string;
  savedAt: number;
}

/** What a form gives to be kept. */
export interface DraftToKeep extends Omit<Draft, "savedAt"> {
  /** When the form has last kept it, or has read it; absent if it has not yet. */
  ifSavedAt?: number;
}

/** Where a draft is now. */
export interface KeptDraft {
  /** Another one than was given where another tab has kept something since. */
  id: string;
  savedAt: number;
}

/** The value of a draft's key. */
export interface DraftRow extends DraftSummary {
  /** How many parts its body has. */
  parts: number;
}
