import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from "kysely";
import type { DocumentRow, PartRow, PostingRow } from "../index/rows.ts";
import type { StateTable } from "../index/state.ts";

/** The tables of one person's index: the rows of index/rows.ts. */
export interface SqliteTables extends StateTable {
  search_part: PartRow;
  search_times: { block: number; times: Uint8Array };
  search_document: DocumentRow;
  search_posting: PostingRow;
}

/** Waiting for another process blocks this one, so it is short and the caller tries again. */
const LOCK_WAIT_MS = 5;
const CACHED_STATEMENTS = 64;

/** Opens a file, or `:memory:`, as Kysely's own SQLite dialect wants it. */
export function openDatabase(path: string): { raw: DatabaseSync; db: Kysely<SqliteTables> } {
  const raw = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
  const statements = new Map<string, Statement>();
  const database: SqliteDatabase = {
    prepare(text) {
      // A full disk has ended the transaction already, and its error is the one to tell.
      if (text === "rollback" && !raw.isTransaction) return NOTHING;
      const known = statements.get(text);
      if (known) return known;
      if (statements.size === CACHED_STATEMENTS) statements.clear();
      const statement = new Statement(raw.prepare(text));
      statements.set(text, statement);
      return statement;
    },
    close: () => raw.close(),
  };
  return { raw, db: new Kysely({ dialect: new SqliteDialect({ database }) }) };
}

const NOTHING: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

class Statement implements SqliteStatement {
  readonly reader: boolean;

  constructor(private readonly statement: StatementSync) {
    this.reader = statement.columns().length > 0;
  }

  all(parameters: readonly unknown[]) {
    return this.statement.all(...parameters as SQLInputValue[]);
  }

  run(parameters: readonly unknown[]) {
    return this.statement.run(...parameters as SQLInputValue[]);
  }

  iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    return this.statement.iterate(...parameters as SQLInputValue[]);
  }
}
