import { exchangeOnce } from "./connection.ts";
import type { Contender } from "./contenders.ts";
import { DRAFT } from "./draft.ts";
import { entryId } from "./operations.ts";
import { requestBytes } from "./tool_call.ts";
import { readResult } from "./tool_result.ts";

/** More than a page. */
const SIZE = 50;

/** Fills our journal and returns the ids of its entries, the newest first. */
export async function fillJournal(ours: Contender): Promise<string[]> {
  const ids: string[] = [];
  for (let day = 0; day < SIZE; day++) {
    const occurredAt = new Date(day * 86_400_000).toISOString();
    const request = requestBytes({
      ...ours,
      era: "modern",
      tool: "create_entry",
      args: { ...DRAFT, occurredAt },
    });
    ids.unshift(await exchangeOnce(ours.port, request, (answer) => entryId(readResult(answer))));
  }
  return ids;
}
