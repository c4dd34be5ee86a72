import { type JournalAccess, openJournal } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import { stopWordsOf } from "./language/detect.ts";
import type { Clause } from "./text/query.ts";
import { toTerm } from "./text/terms.ts";
import { normalize, tokenize } from "./tokens/tokens.ts";

/** So many words of an entry are looked at. */
const MAX_TOKENS = 2_000;

/** ... of which the most frequent are looked for; the index keeps the rarest of them. */
const MAX_CLAUSES = 60;

/** Returns what finds entries like this one. Throws NotFoundError if the viewer cannot see it. */
export async function likeness(
  { store, owner, now }: { store: Store; owner: JournalAccess; now(): number },
  id: string,
): Promise<Clause[]> {
  const { title, content } = await openJournal(store, owner, { now }).getEntry(id);
  const text = normalize(`${title}\n${content}`);
  const tokens = tokenize(text).slice(0, MAX_TOKENS);
  const stopWords = stopWordsOf(tokens.map(({ text }) => text));
  const counts = new Map<string, { count: number; surface: string }>();
  for (const { text: token, start, end } of tokens) {
    if (stopWords.has(token)) continue;
    const known = counts.get(token) ?? { count: 0, surface: text.slice(start, end) };
    counts.set(token, { ...known, count: known.count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, MAX_CLAUSES)
    .flatMap(({ surface }): Clause[] => {
      const term = toTerm(surface);
      return term ? [{ terms: [term], occur: "should" }] : [];
    });
}
