export type ExportFormat = "json" | "markdown";

export interface ExportQuery {
  format: ExportFormat;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** A part of the document: all of them, one after the other, are the whole. */
export interface ExportPage {
  document: string;
  nextCursor?: string;
}

/** Called with how many entries are done, and of how many. It is waited for. */
export type OnProgress = (done: number, total: number) => Promise<void> | void;
