export type ExportFormat = "json" | "markdown";

export interface ExportQuery {
  format: ExportFormat;
  /** `nextCursor` of the page before. */
  cursor?: string;
  /**
   * The size of a page inside JSON, in bytes. A record that is larger is cut into pages; without
   * this, pages have some 128 KiB of whole records, and such a record is a page by itself.
   */
  maxBytes?: number;
}

/** A part of the document: all of them, one after the other, are the whole. */
export interface ExportPage {
  document: string;
  /** The page ends within a record, which goes on on the next one. */
  isCut?: true;
  nextCursor?: string;
}

/** Called with how many entries are done, and of how many. It is waited for. */
export type OnProgress = (done: number, total: number) => Promise<void> | void;
