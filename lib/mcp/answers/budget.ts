import { Buffer } from "node:buffer";
import type { z } from "zod";
import { declaredPart } from "../define/declared_part.ts";
import type { Answer } from "../define/tool.ts";

/**
 * No result of a tool has more bytes, as JSON in UTF-8 with its text and its structured content:
 * clients cut what is longer than 25,000 tokens, and some warn at 10,000. A client shows its model
 * one of the two, which is 30 KB then.
 */
export const MAX_RESULT_BYTES = 60_000;

/** What is around an answer: the message, the keys of the result, the link with a title. */
const AROUND = 2_500;

/** How many bytes a tool's answer may have, its text and its structured content together. */
export const ANSWER_BYTES = MAX_RESULT_BYTES - AROUND;

/** How many bytes the times of one item grow by when they are written for clients. */
const LONGER_TIMES = 100;

/** The bytes that `value` has as JSON in UTF-8. */
export function bytesOf(value: unknown): number {
  // An encoder would write them down.
  return Buffer.byteLength(JSON.stringify(value));
}

/** The bytes of an answer as it leaves the server, where times are longer than they are here. */
export function bytesOfAnswer<Structured>(
  { structured, text }: Answer<Structured>,
  output: z.ZodType<unknown, Structured>,
): number {
  return bytesOf(declaredPart(output, structured)) + bytesOf(text);
}

/** An answer with its bytes as `bytesOf` counts them, text and all, where they are known. */
export type MeasuredAnswer<Structured> = Answer<Structured> & { bytes?: number };

export interface PageThatFits<Page, Structured> {
  output: z.ZodType<unknown, Structured>;
  /** How many items the caller wants; what `read` does without, if it is absent. */
  limit?: number;
  /** Reads a page of at most so many items. */
  read(limit: number | undefined): Page | Promise<Page>;
  count(page: Page): number;
  answer(page: Page): MeasuredAnswer<Structured>;
  /** The room, that of a whole answer unless given. */
  bytes?: number;
}

/**
 * Answers with a page that fits: if the first one is too large it is read again with fewer items,
 * down to one, so that its cursor says where the next page really begins.
 */
export async function pageThatFits<Page, Structured>(
  { output, limit, read, count, answer, bytes: room = ANSWER_BYTES }: PageThatFits<
    Page,
    Structured
  >,
): Promise<Answer<Structured>> {
  for (let wanted = limit;;) {
    const page = await read(wanted);
    const made = answer(page);
    const items = count(page);
    // Mostly it fits by far: what it has exactly is worked out only where that is in question.
    const measured = made.bytes ?? bytesOf(made.structured) + bytesOf(made.text);
    const atMost = measured + items * LONGER_TIMES;
    if (items <= 1 || atMost <= room) return made;
    const bytes = bytesOfAnswer(made, output);
    if (bytes <= room) return made;
    wanted = Math.max(1, Math.min(items - 1, Math.floor(items * room / bytes)));
  }
}

/** The first of `items` that have room in so many bytes of JSON. */
export function thatFit<T>(items: readonly T[], bytes: number): T[] {
  let left = bytes;
  const end = items.findIndex((item) => (left -= bytesOf(item) + 1) < 0);
  return items.slice(0, end < 0 ? items.length : end);
}
