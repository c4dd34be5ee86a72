import { LIMITS } from "../limits.ts";

/** A KV value holds 65,536 bytes; this leaves room for what the store adds. */
const CHUNK_BYTES = 60_000;

/** A body up to this size is kept with its entry: one read instead of two, and lists stay light. */
const SHORT_BYTES = 1_500;

/** How many chunks the longest body has. */
export const MAX_CHUNKS = Math.ceil(LIMITS.contentBytes / CHUNK_BYTES);

/** What a stored entry says of its body, and the chunks that are stored apart from it. */
export function storeBody(text: string): {
  fields: { chunks: number; shortBody: string | null };
  body: NewBody;
} {
  const bytes = new TextEncoder().encode(text);
  const isShort = bytes.length <= SHORT_BYTES;
  const chunks = isShort ? [] : splitBody(bytes);
  return {
    fields: { chunks: chunks.length, shortBody: isShort ? text : null },
    body: { text, chunks },
  };
}

/** A new body, as text and as it is stored. */
export interface NewBody {
  text: string;
  chunks: Uint8Array[];
}

/** The chunks in which a body is stored; one at least. */
export function splitBody(bytes: Uint8Array): Uint8Array[] {
  const count = Math.max(1, Math.ceil(bytes.length / CHUNK_BYTES));
  return Array.from(
    { length: count },
    (_, n) => bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES),
  );
}

/** The text whose UTF-8 bytes lie in `chunks`. A character may lie across two of them. */
export function joinBody(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("") + decoder.decode();
}
