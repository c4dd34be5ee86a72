import type { StoredSummary } from "../store/stored.ts";

/** An allow list: what is added to stored entries is in no row until it is named here. */
const SUMMARY_PARTS: Record<keyof StoredSummary, true> = {
  id: true,
  title: true,
  occurredAt: true,
  day: true,
  utcOffset: true,
  isZoneAssumed: true,
  mood: true,
  isPrivate: true,
  isFavorite: true,
  location: true,
  weather: true,
  excerpt: true,
  tagIds: true,
  attachments: true,
  wordCount: true,
  version: true,
  createdAt: true,
  updatedAt: true,
  trashedAt: true,
  purgeAfter: true,
};
const SUMMARY_NAMES = Object.keys(SUMMARY_PARTS) as (keyof StoredSummary)[];

/** An entry with a hundred tags or many files is in too many bytes of rows: lists read it itself. */
const MAX_BYTES = 60_000;
/** In no text of UTF-8. */
const SEPARATOR = 0xFF;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The summary of an entry as each of its index rows holds it: a byte that no text has, and JSON;
 * nothing where they would be too large together.
 */
export function encodeSummary(head: StoredSummary, { rows }: { rows: number }): Uint8Array {
  const parts: Record<string, unknown> = {};
  for (const name of SUMMARY_NAMES) parts[name] = head[name];
  const json = encoder.encode(JSON.stringify(parts));
  if (json.length * rows > MAX_BYTES) return new Uint8Array();
  const summary = new Uint8Array(1 + json.length);
  summary[0] = SEPARATOR;
  summary.set(json, 1);
  return summary;
}

/** The summary that a row holds; undefined in rows of before there were any, and in large ones. */
export function decodeSummary(row: Uint8Array): StoredSummary | undefined {
  const at = row.indexOf(SEPARATOR);
  return at < 0 ? undefined : JSON.parse(decoder.decode(row.subarray(at + 1)));
}

/** What a row holds beside the summary. */
export function withoutSummary(row: Uint8Array): Uint8Array {
  const at = row.indexOf(SEPARATOR);
  return at < 0 ? row : row.subarray(0, at);
}
