import assert from "node:assert/strict";
import { DRAFT } from "../draft.ts";
import type { ToolResult } from "../tool_result.ts";

/** The tools under test. Writing comes last, so that what was read before stays as it was. */
export const OPERATIONS = [
  "get_entry",
  "list_entries",
  "search_entries",
  "create_entry",
] as const;

export type Operation = typeof OPERATIONS[number];

/** What a server is asked again and again. */
export interface Question {
  args: Record<string, unknown>;
  /** Throws unless `result` is the right answer. */
  check(result: ToolResult): void;
}

const PAGE = { limit: 50 };
/** In one entry of thirty, and in one of eighty. */
const SEARCH = { query: "w900 w4000", limit: 10 };

/** What a journal is asked in which some entry has `id`. */
export function question(operation: Operation, id: string): Question {
  switch (operation) {
    case "get_entry":
      return { args: { id }, check: ({ structuredContent }) => checkEntry(structuredContent, id) };
    case "list_entries":
      return { args: PAGE, check: (result) => checkPage(result, PAGE.limit, "excerpt") };
    case "search_entries":
      return { args: SEARCH, check: (result) => checkPage(result, SEARCH.limit, "snippet") };
    case "create_entry":
      return {
        args: { ...DRAFT, occurredAt: "2026-11-23T12:00:00Z" },
        check: ({ structuredContent }) => checkEntry(structuredContent),
      };
  }
}

/** The ids of a page, in their order. */
export function idsOf({ structuredContent }: ToolResult): string[] {
  return (structuredContent.entries as { id: string }[]).map(({ id }) => id);
}

function checkEntry({ entry }: Record<string, unknown>, id?: string): void {
  const { id: answered, content } = entry as { id: unknown; content: unknown };
  if (id === undefined) assert.equal(content, DRAFT.content);
  else assert.equal(answered, id);
  assert(typeof answered === "string" && String(content).length > 500);
}

function checkPage(result: ToolResult, limit: number, shown: "excerpt" | "snippet"): void {
  assert.equal(new Set(idsOf(result)).size, limit);
  for (const entry of result.structuredContent.entries as Record<string, string>[]) {
    assert(entry.title && entry[shown].length > 50);
  }
  assert.equal(result.structuredContent.degraded, undefined);
}
