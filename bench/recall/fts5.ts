import { DatabaseSync } from "node:sqlite";
import type { JournalData } from "./data.ts";
import type { Contender } from "./figures.ts";

/** SQLite's FTS5 as it comes: any word, ranked by `bm25()`. */
export function openFts5({ entries }: JournalData): Contender {
  const database = new DatabaseSync(":memory:");
  database.exec("create virtual table entry using fts5 (id unindexed, title, content, tags)");
  const insert = database.prepare("insert into entry values (?, ?, ?, ?)");
  for (const { id, title, content, tags = [] } of entries) {
    insert.run(id, title, content, tags.join(" "));
  }
  const select = database.prepare(
    "select id from entry where entry match ? order by bm25(entry) limit ?",
  );
  return {
    find(question, count) {
      const words = question.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
      const match = words.map((word) => `"${word}"`).join(" OR ");
      const rows = match === "" ? [] : select.all(match, count);
      return Promise.resolve(rows.map(({ id }) => String(id)));
    },
    [Symbol.asyncDispose]: () => Promise.resolve(database.close()),
  };
}
