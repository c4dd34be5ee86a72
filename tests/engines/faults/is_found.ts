import { NotFoundError, openJournal } from "../../../lib/journal/mod.ts";
import type { Store } from "../../../lib/kv/store.ts";
import type { Search } from "../../../lib/search/mod.ts";
import type { Wrote } from "./protocol.ts";

/** Whether a search finds the word, if the entry still has it. */
export async function isFound(
  { userId, id, word }: Wrote,
  { store, search }: { store: Store; search: Search },
): Promise<boolean> {
  const owner = { userId, includePrivate: true };
  const { entries } = await search.forUser(owner).searchEntries({ query: word });
  if (entries.some((entry) => entry.id === id)) return true;
  try {
    const entry = await openJournal(store, owner).getEntry(id);
    return entry.trashedAt !== undefined || !entry.content.includes(word);
  } catch (error) {
    if (error instanceof NotFoundError) return true;
    throw error;
  }
}
