import { type Kysely, sql } from "kysely";
import { toDocuments } from "../index/document.ts";
import { SEARCH_LIMIT_MS, startPacer } from "../pacer.ts";
import type { SearchIndex } from "../index/search_index.ts";
import { dropWatermark, moveWatermark, readWatermark } from "../index/state.ts";
import { writeStep } from "../index/write_step.ts";
import { find } from "../rank/find.ts";
import { openDatabase, type PostgresTables } from "./database.ts";
import { migrate } from "./migrations.ts";
import { readerOf } from "./reader.ts";
import { INDEX_TABLES, removeOwner } from "./remove_owner.ts";
import { timesCache } from "./times.ts";
import { writerOf } from "./writer.ts";

export interface PostgresIndexOptions {
  /** A `postgres://` URL. */
  url: string;
  /** Told of connections that break while nobody uses them. */
  onFault?: (error: unknown) => void;
}

/** Returns an index in PostgreSQL, which any number of instances share. */
export function openPostgresIndex({ url, onFault = () => {} }: PostgresIndexOptions): SearchIndex {
  const times = timesCache();
  // After a crash that lost commits, or in another database, a row can have the stamp of another one.
  const db = openDatabase(url, { onFault, onConnect: () => times.clear() });
  const ready = onceMigrated(db);
  return {
    watermark: async (owner) => await readWatermark(await ready(), owner),
    async apply(owner, { entries, gone, ...step }) {
      const pacer = startPacer();
      const documents = await toDocuments(entries, { pacer });
      return await (await ready()).transaction().execute(async (transaction) => {
        if (!await moveWatermark(transaction, owner, step)) return false;
        await writeStep(writerOf(transaction, owner), { documents, gone, pacer });
        return true;
      });
    },
    reset: async (owner, watermark) =>
      await (await ready()).transaction().execute(async (transaction) => {
        if (!await dropWatermark(transaction, owner, watermark)) return;
        for (const table of INDEX_TABLES) {
          await transaction.deleteFrom(table).where("owner", "=", owner).execute();
        }
      }),
    async owners() {
      const rows = await (await ready()).selectFrom("search_state").select("owner").execute();
      return rows.map(({ owner }) => owner);
    },
    find: async (owner, request) =>
      // All is read from one moment.
      await (await ready()).transaction().setIsolationLevel("repeatable read").execute(
        async (transaction) => ({
          watermark: await readWatermark(transaction, owner),
          found: await find(readerOf(transaction, owner, { times }), request, {
            pacer: startPacer({ limitMs: SEARCH_LIMIT_MS }),
          }),
        }),
      ),
    remove: async (owner) => await removeOwner(await ready(), owner),
    check: async () => await sql`select 1`.execute(await ready()),
    close: () => db.destroy(),
  };
}

/** The tables are made when they are first needed; a failure is tried again the next time. */
function onceMigrated(db: Kysely<PostgresTables>): () => Promise<Kysely<PostgresTables>> {
  let migrated: Promise<Kysely<PostgresTables>> | undefined;
  return () =>
    migrated ??= migrate(db).then(() => db, (error) => {
      migrated = undefined;
      throw error;
    });
}
