import type { RequestContext } from "../define/request_context.ts";
import { matching } from "../define/completer.ts";

/** So many pages of the newest entries are looked at, however large the journal is. */
const PAGES = 3;

/** Moods of the newest entries, the most frequent first. */
export async function completeMoods({ journal }: RequestContext, text: string): Promise<string[]> {
  const counts = new Map<string, number>();
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { entries, nextCursor } = await journal.listEntries({ limit: 100, cursor });
    for (const { mood } of entries) {
      if (mood !== undefined) counts.set(mood, (counts.get(mood) ?? 0) + 1);
    }
    if (nextCursor === undefined) break;
    cursor = nextCursor;
  }
  return matching([...counts].sort((a, b) => b[1] - a[1]).map(([mood]) => mood), text);
}
