import { DatabaseSync } from "node:sqlite";
import { MOODS, timeOfEntry } from "../journal/fill.ts";
import { textOf } from "../journal/text.ts";

/** Writes the journal of a peer at `path`: the entries of ours, in SQLite as one would keep them there. */
export function writePeerJournal(path: string, count: number): void {
  using database = new DatabaseSync(path);
  database.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE entry (
      rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
      occurredAt TEXT NOT NULL, mood TEXT, content TEXT NOT NULL
    );
    CREATE INDEX entry_by_time ON entry (occurredAt);
    CREATE VIRTUAL TABLE entry_text USING fts5 (
      title, content, content = 'entry', content_rowid = 'rowid', tokenize = 'porter unicode61'
    );
    BEGIN;
  `);
  const insert = database.prepare(
    "INSERT INTO entry (id, title, occurredAt, mood, content) VALUES (?, ?, ?, ?, ?)",
  );
  for (let n = 0; n < count; n++) {
    const occurredAt = new Date(timeOfEntry(n, count)).toISOString();
    const mood = n % 3 > 0 ? MOODS[n % MOODS.length] : null;
    insert.run(crypto.randomUUID(), `Day ${n}`, occurredAt, mood, textOf(n));
  }
  database.exec("COMMIT; INSERT INTO entry_text (entry_text) VALUES ('rebuild');");
}
