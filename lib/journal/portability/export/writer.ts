import type { ExportRecord } from "../format.ts";

/** How records become a document. */
export interface Writer {
  /** What comes before the first record; `exportedAt` is ISO 8601. */
  header(exportedAt: string): string;
  record(record: ExportRecord, options: { isFirst: boolean }): string;
  footer: string;
}

/** A record larger than this in an answer has its text in base64: nothing of that is escaped. */
export const MAX_UNIT_BYTES = 600_000;

/** The size that a text has inside a JSON document, in bytes. */
export function jsonBytes(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}

/** The UTF-8 of a text in base64. */
export function toBase64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}
