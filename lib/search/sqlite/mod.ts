import { sql } from "kysely";
import { toDocuments } from "../index/document.ts";
import { startPacer } from "../pacer.ts";
import type { SearchIndex } from "../index/search_index.ts";
import { dropWatermark, moveWatermark, readWatermark } from "../index/state.ts";
import { insertDocuments, removeEntries } from "./apply.ts";
import { openFiles } from "./files.ts";
import { find } from "./find.ts";
import { mergeSegments } from "./merge.ts";

export interface SqliteIndexOptions {
  /** Where the files are; absent for an index in memory. */
  directory?: string;
  /** Told of a file that had to be thrown away; its index is built again. */
  onDamage?: (error: unknown) => void;
}

/** Enough for those who are active at once; each takes some file handles. */
const OPEN_FILES = 64;

/** What is in memory is whole indexes, so there are fewer of them. */
const OPEN_IN_MEMORY = 32;

/**
 * Returns an index with a SQLite file for each person. SQLite works in the thread that calls it, so
 * with many entries it is better used from a thread of its own: see thread.ts.
 */
export function openSqliteIndex(options: SqliteIndexOptions): SearchIndex {
  const { directory, onDamage = () => {} } = options;
  const maxOpen = directory === undefined ? OPEN_IN_MEMORY : OPEN_FILES;
  const files = openFiles({ directory, maxOpen, onDamage });
  return {
    watermark: (owner) => files.use(owner, (db) => readWatermark(db, owner)),
    async apply(owner, step) {
      const { entries, gone } = step;
      const pacer = startPacer();
      const documents = await toDocuments(entries, { pacer });
      const isApplied = await files.use(
        owner,
        (db) =>
          db.transaction().execute(async (transaction) => {
            if (!await moveWatermark(transaction, owner, step)) return false;
            const ids = [...documents.map(({ id }) => id), ...gone];
            const oldRows = await removeEntries(transaction, ids);
            await insertDocuments(transaction, documents, { oldRows, pacer });
            return true;
          }),
      );
      if (isApplied) await files.use(owner, (db) => mergeSegments(db, documents));
      return isApplied;
    },
    reset: (owner, watermark) =>
      files.use(owner, (db) =>
        db.transaction().execute(async (transaction) => {
          if (!await dropWatermark(transaction, owner, watermark)) return;
          await transaction.deleteFrom("search_entry").execute();
          await sql`insert into search_words (search_words) values ('delete-all')`
            .execute(transaction);
        })),
    owners: () => files.owners(),
    find: (owner, request) =>
      files.use(owner, async (db) => ({
        watermark: await readWatermark(db, owner),
        found: await find(db, request),
      })),
    remove: (owner) => Promise.resolve(files.remove(owner)),
    check: () => directory === undefined ? Promise.resolve() : Deno.stat(directory),
    close() {
      files.close();
      return Promise.resolve();
    },
  };
}
