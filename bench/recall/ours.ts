import { openJournal } from "../../lib/journal/mod.ts";
import { openStore } from "../../lib/kv/store.ts";
import { openSearch } from "../../lib/search/mod.ts";
import type { JournalData } from "./data.ts";
import type { Contender } from "./figures.ts";

/** Our search over a journal, as a tool asks it. */
export async function openOurs({ entries }: JournalData): Promise<Contender> {
  const store = await openStore(":memory:");
  const search = openSearch({ store });
  const owner = { userId: "person", includePrivate: true };
  const journal = openJournal(store, owner);
  const names = new Map<string, string>();
  for (const { id: name, day, title, content, tags } of entries) {
    const occurredAt = Date.parse(day);
    const draft = { title, content, occurredAt, tags: [...tags ?? []], createMissingTags: true };
    names.set((await journal.createEntry(draft)).id, name);
  }
  return {
    async find(question, count) {
      const page = await search.forUser(owner).searchEntries({ query: question, limit: count });
      return page.entries.map(({ id }) => names.get(id)!);
    },
    async [Symbol.asyncDispose]() {
      await search.close();
      store.close();
    },
  };
}
