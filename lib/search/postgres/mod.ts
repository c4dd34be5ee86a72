import { type Kysely, sql } from "kysely";
import { toDocuments } from "../index/document.ts";
import { startPacer } from "../pacer.ts";
import type { SearchIndex } from "../index/search_index.ts";
import { dropWatermark, moveWatermark, readWatermark } from "../index/state.ts";
import { insertDocuments, removeEntries, removeOwner } from "./apply.ts";
import { openDatabase, type PostgresTables } from "./database.ts";
import { find } from "./find.ts";
import { migrate } from "./migrations.ts";

export interface PostgresIndexOptions {
  /** A `postgres://` URL. */
  url: string;
  /** Told of connections that break while nobody uses them. */
  onFault?: (error: unknown) => void;
}

/** Returns an index in PostgreSQL, which any number of instances share. */
export function openPostgresIndex({ url, onFault = () => {} }: PostgresIndexOptions): SearchIndex {
  const db = openDatabase(url, { onFault });
  const ready = onceMigrated(db);
  return {
    watermark: async (owner) => await readWatermark(await ready(), owner),
    async apply(owner, { entries, gone, ...step }) {
      const documents = await toDocuments(entries, { pacer: startPacer() });
      return await (await ready()).transaction().execute(async (transaction) => {
        if (!await moveWatermark(transaction, owner, step)) return false;
        await removeEntries(transaction, owner, { ids: gone });
        await insertDocuments(transaction, owner, { documents });
        return true;
      });
    },
    reset: async (owner, watermark) =>
      await (await ready()).transaction().execute(async (transaction) => {
        if (!await dropWatermark(transaction, owner, watermark)) return;
        await transaction.deleteFrom("search_entry").where("owner", "=", owner).execute();
      }),
    async owners() {
      const rows = await (await ready()).selectFrom("search_state").select("owner").execute();
      return rows.map(({ owner }) => owner);
    },
    find: async (owner, request) => ({
      watermark: await readWatermark(await ready(), owner),
      found: await find(db, owner, request),
    }),
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
