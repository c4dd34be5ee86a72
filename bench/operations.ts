import assert from "node:assert/strict";
import { z } from "zod";
import { DRAFT } from "./draft.ts";
import type { ToolResult } from "./tool_result.ts";

/** The tools under test. Writing comes last, so that what was read before stays as it was. */
export const OPERATIONS = ["get_entry", "list_entries", "create_entry"] as const;

export type Operation = typeof OPERATIONS[number];

/** What a server is asked again and again. */
export interface Question {
  args: Record<string, unknown>;
  /** Throws unless `result` is the right answer. */
  check(result: ToolResult): void;
}

const PAGE_SIZE = 20;

/** Returns the question of `operation` to a journal that has the entries `ids`, newest first. */
export function question(operation: Operation, ids: readonly string[]): Question {
  switch (operation) {
    case "get_entry":
      return { args: { id: ids[0] }, check: (result) => assert.equal(entryId(result), ids[0]) };
    case "list_entries":
      return { args: { limit: PAGE_SIZE }, check: (result) => checkPage(result, ids) };
    case "create_entry":
      return { args: DRAFT, check: (result) => assert.ok(!ids.includes(entryId(result))) };
  }
}

/** Returns the id of the entry in `result`, which must be one made of {@linkcode DRAFT}. */
export function entryId({ structuredContent, content: [{ text }] }: ToolResult): string {
  const { entry: { id, ...entry } } = EntryAnswer.parse(structuredContent);
  assert.deepEqual(entry, DRAFT);
  assert.ok(text.includes(DRAFT.content));
  return id;
}

function checkPage({ structuredContent }: ToolResult, ids: readonly string[]): void {
  const { entries } = PageAnswer.parse(structuredContent);
  assert.deepEqual(entries.map(({ id }) => id), ids.slice(0, PAGE_SIZE));
}

const EntryAnswer = z.object({
  entry: z.object({ id: z.string(), title: z.string(), content: z.string(), mood: z.string() }),
});

const PageAnswer = z.object({
  entries: z.array(z.object({ id: z.string(), excerpt: z.string().min(100) })),
  nextCursor: z.string(),
});
