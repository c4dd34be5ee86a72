import { type Kysely, sql } from "kysely";
import type { Document } from "../index/document.ts";
import { startPacer } from "../pacer.ts";
import type { SqliteTables } from "./database.ts";

/** Pages that are merged at once: some milliseconds of work. */
const PAGES_AT_ONCE = 16;

/** So many units of words, with the tokens that come with them, fill about a page. */
const UNITS_PER_PAGE = 1_500;

/** An entry is merged into larger and larger segments less often than this, so no work piles up. */
const LEVELS = 4;

/**
 * Lets FTS5 merge what it has written for each step into larger segments. It would do so by itself
 * in the commit, and for so long that everybody else waits. There is no more of it than what has
 * been written asks for; the rest is left to the next steps.
 */
export async function mergeSegments(
  db: Kysely<SqliteTables>,
  documents: readonly Document[],
): Promise<void> {
  const units = documents.reduce((sum, { words }) => sum + words.length, 0);
  const pages = PAGES_AT_ONCE + LEVELS * units / UNITS_PER_PAGE;
  const pacer = startPacer();
  for (let done = 0; done < pages; done += PAGES_AT_ONCE) {
    const before = await countChanges(db);
    await sql`insert into search_words (search_words, rank)
      values ('merge', ${sql.lit(PAGES_AT_ONCE)})`.execute(db);
    // https://sqlite.org/fts5.html#the_merge_command: a single change means that nothing was done.
    if (await countChanges(db) - before < 2) return;
    await pacer.pause();
  }
}

async function countChanges(db: Kysely<SqliteTables>): Promise<number> {
  const { rows: [{ count }] } = await sql<{ count: number }>`select total_changes() as count`
    .execute(db);
  return count;
}
