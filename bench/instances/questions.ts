import assert from "node:assert/strict";
import { exchangeOnce } from "../connection.ts";
import { DRAFT } from "../draft.ts";
import type { Target } from "../series.ts";
import { getToken } from "../token.ts";
import { requestBytes } from "../tool_call.ts";
import { readResult } from "../tool_result.ts";

/** What is asked. Writing comes last, so that what was read before stays as it was. */
export const QUESTIONS = ["get_entry", "list_entries", "search_entries", "create_entry"] as const;

type Question = typeof QUESTIONS[number];

/** A journal at a server, and what to ask it with. */
export interface Asked {
  port: number;
  accessToken: string;
  /** Of one of its entries. */
  id: string;
}

const PAGE_SIZE = 20;

/** Makes a journal of so many entries, of which one in ten has the word that is searched for. */
export async function fill(resource: string, entries: number): Promise<Asked> {
  const port = Number(new URL(resource).port);
  const accessToken = await getToken(resource);
  let id = "";
  for (let n = 0; n < entries; n++) {
    const content = n % 10 === 0 ? `${DRAFT.content} A heron.` : DRAFT.content;
    const args = { ...DRAFT, content };
    const request = requestBytes({ era: "modern", port, tool: "create_entry", args, accessToken });
    const { structuredContent } = await exchangeOnce(port, request, readResult);
    id = (structuredContent.entry as { id: string }).id;
  }
  return { port, accessToken, id };
}

/** Returns what to ask again and again, and how its answers are checked. */
export function targetOf({ port, accessToken, id }: Asked, tool: Question): Target {
  const args = {
    get_entry: { id },
    list_entries: { limit: PAGE_SIZE },
    search_entries: { query: "heron", limit: PAGE_SIZE },
    create_entry: DRAFT,
  }[tool];
  return {
    port,
    request: requestBytes({ era: "modern", port, tool, args, accessToken }),
    check(answer) {
      const { structuredContent } = readResult(answer);
      if (tool === "create_entry" || tool === "get_entry") return assert(structuredContent.entry);
      assert.equal(structuredContent.degraded, undefined);
      const { entries } = structuredContent as { entries: unknown[] };
      assert(entries.length > 0 && entries.length <= PAGE_SIZE);
    },
  };
}
