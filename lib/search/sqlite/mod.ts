import { SEARCH_LIMIT_MS, startPacer } from "../pacer.ts";
import type { SearchIndex } from "../index/search_index.ts";
import { dropWatermark, moveWatermark, readWatermark } from "../index/state.ts";
import { find } from "../rank/find.ts";
import { openFiles } from "./files.ts";
import { readerOf } from "./reader.ts";
import { forgetTimes } from "./times.ts";

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

const TABLES = ["search_part", "search_times", "search_document", "search_posting"] as const;

/** Loaded with the first change: it knows the languages, which most searches do not need. */
const loadWriting = () => import("./writing.ts");

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
      const { toDocuments, writeStep, writerOf } = await loadWriting();
      const { entries, gone } = step;
      const pacer = startPacer();
      const documents = await toDocuments(entries, { pacer });
      return await files.use(
        owner,
        (db) =>
          db.transaction().execute(async (transaction) => {
            forgetTimes(db);
            if (!await moveWatermark(transaction, owner, step)) return false;
            await writeStep(writerOf(transaction), { documents, gone, pacer });
            return true;
          }),
      );
    },
    reset: (owner, watermark) =>
      files.use(owner, (db) =>
        db.transaction().execute(async (transaction) => {
          forgetTimes(db);
          if (!await dropWatermark(transaction, owner, watermark)) return;
          for (const table of TABLES) await transaction.deleteFrom(table).execute();
        })),
    owners: () => files.owners(),
    find: (owner, request) =>
      files.use(owner, (db) =>
        // All is read from one moment.
        db.transaction().execute(async (transaction) => ({
          watermark: await readWatermark(transaction, owner),
          found: await find(readerOf(transaction, db), request, {
            pacer: startPacer({ limitMs: SEARCH_LIMIT_MS }),
          }),
        }))),
    remove: (owner) => Promise.resolve(files.remove(owner)),
    check: () => directory === undefined ? Promise.resolve() : Deno.stat(directory),
    close() {
      files.close();
      return Promise.resolve();
    },
  };
}
