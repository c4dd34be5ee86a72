import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { PostgresTables } from "./database.ts";

/**
 * Every change of the tables, by its name and in the order of names. A change of what is written
 * into them empties them, in a migration of its own: they fill again by themselves.
 */
const MIGRATIONS: Record<string, Migration> = {
  "001_search": {
    async up(db: Kysely<unknown>) {
      await db.schema.createTable("search_state")
        .addColumn("owner", "text", (column) => column.primaryKey())
        .addColumn("epoch", "text", (column) => column.notNull())
        .addColumn("watermark", "text", (column) => column.notNull())
        .execute();
      await db.schema.createTable("search_entry")
        .addColumn("owner", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("versionstamp", "text", (column) => column.notNull())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("title", "text", (column) => column.notNull())
        .addColumn("lead", "text", (column) => column.notNull())
        .addColumn("length", "integer", (column) => column.notNull())
        .addColumn("words", "text", (column) => column.notNull())
        .addColumn("terms", sql`tsvector`, (column) => column.notNull())
        .addPrimaryKeyConstraint("search_entry_key", ["owner", "id"])
        .execute();
      // For words that most entries have: the newest are soon found by walking back in time.
      await db.schema.createIndex("search_entry_time").on("search_entry").columns(["owner", "at"])
        .execute();
      // For all others.
      await db.schema.createIndex("search_entry_terms").on("search_entry").using("gin")
        .column("terms").execute();
    },
  },
  "002_ranking_marks": {
    async up(db: Kysely<unknown>) {
      await sql`truncate search_state, search_entry`.execute(db);
      await db.schema.alterTable("search_entry")
        .dropColumn("versionstamp")
        .dropColumn("lead")
        .addColumn("repeated", "text", (column) => column.notNull())
        .execute();
    },
  },
  // What shows nothing within a word counts for nothing.
  "003_invisible_characters": {
    async up(db: Kysely<unknown>) {
      await sql`truncate search_state, search_entry`.execute(db);
    },
  },
  "004_postings": {
    async up(db: Kysely<unknown>) {
      await sql`truncate search_state`.execute(db);
      await db.schema.dropTable("search_entry").execute();
      // Bytes decide the order of terms: a beginning is a range.
      const text = sql`text collate "C"`;
      await db.schema.createTable("search_part")
        .addColumn("owner", text, (column) => column.notNull())
        .addColumn("part", "integer", (column) => column.notNull())
        .addColumn("documents", "integer", (column) => column.notNull())
        .addColumn("tokens", "integer", (column) => column.notNull())
        .addPrimaryKeyConstraint("search_part_key", ["owner", "part"])
        .execute();
      await db.schema.createTable("search_times")
        .addColumn("owner", text, (column) => column.notNull())
        .addColumn("block", "integer", (column) => column.notNull())
        .addColumn("times", "bytea", (column) => column.notNull())
        .addPrimaryKeyConstraint("search_times_key", ["owner", "block"])
        .execute();
      await db.schema.createTable("search_document")
        .addColumn("owner", text, (column) => column.notNull())
        .addColumn("doc", "integer", (column) => column.notNull())
        .addColumn("id", text, (column) => column.notNull())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("part", "integer", (column) => column.notNull())
        .addColumn("length", "integer", (column) => column.notNull())
        .addColumn("words", "text", (column) => column.notNull())
        .addColumn("terms", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("search_document_key", ["owner", "doc"])
        .addUniqueConstraint("search_document_id", ["owner", "id"])
        .execute();
      await db.schema.createTable("search_posting")
        .addColumn("owner", text, (column) => column.notNull())
        .addColumn("term", text, (column) => column.notNull())
        .addColumn("part", "integer", (column) => column.notNull())
        .addColumn("block", "integer", (column) => column.notNull())
        .addColumn("count", "integer", (column) => column.notNull())
        .addColumn("postings", "bytea", (column) => column.notNull())
        .addColumn("positions", "bytea", (column) => column.notNull())
        .addPrimaryKeyConstraint("search_posting_key", ["owner", "term", "part", "block"])
        .execute();
    },
  },
};

/** Brings the tables up to date; of several processes that do so at once, one does it. */
export async function migrate(db: Kysely<PostgresTables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
    migrationTableName: "search_migration",
    migrationLockTableName: "search_migration_lock",
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
