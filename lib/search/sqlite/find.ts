import { type Kysely, sql } from "kysely";
import { minuteOf, startOf } from "../index/minutes.ts";
import { bestFirst } from "../rank/ranking.ts";
import { type Found, type Hit, rankedHits, type Request } from "../index/search_index.ts";
import type { SqliteTables } from "./database.ts";
import { type NewestRows, newestRows } from "./newest_rows.ts";
import { minuteOfRow } from "./rows.ts";
import { scoreRows } from "./score_rows.ts";

/** The best of the newest matches. */
export async function find(db: Kysely<SqliteTables>, request: Request): Promise<Found> {
  const { newest, since } = cutWindow(await newestRows(db, request), request);
  if (newest.rows.length === 0) return { hits: [], hasMore: false };
  const scores = await scoreRows(db, request, newest);
  const candidates = bestRows(newest.rows, scores, request);
  const latest = newest.rows.filter((row) => minuteOfRow(row) === minuteOfRow(newest.rows[0]));
  const entries = await readEntries(db, [...candidates.keys(), ...latest]);
  const { after, size } = request;
  const hits = [...candidates].flatMap(([row, score]): Hit[] => {
    const entry = entries.get(row);
    return entry ? [{ ...entry, score }] : [];
  }).filter((hit) => after === undefined || bestFirst(after, hit) < 0).sort(bestFirst);
  return {
    hits: hits.slice(0, size),
    hasMore: hits.length > size,
    since,
    until: Math.max(...latest.flatMap((row) => entries.get(row)?.at ?? [])),
  };
}

/** The matches of the newest window, which begins with a minute unless it has all that is older. */
function cutWindow(
  newest: NewestRows,
  { terms, isWindow: isStretch }: Request,
): { newest: NewestRows; since?: number } {
  const { rows, lengths } = newest;
  if (isStretch || rows.length < rankedHits(terms)) return { newest };
  const oldest = minuteOfRow(rows[rows.length - 1]);
  // A minute with more matches than are ranked cannot be cut.
  if (minuteOfRow(rows[0]) === oldest) return { newest, since: startOf(oldest) };
  const end = rows.findIndex((row) => minuteOfRow(row) === oldest);
  return {
    newest: { rows: rows.slice(0, end), lengths: lengths.slice(0, end) },
    since: startOf(oldest + 1),
  };
}

/**
 * The rows, with their scores, among which the next hits are, and one more. Rows know their minute
 * only, so all that are level with the last hit of the page before, or with the last one here, come
 * too.
 */
function bestRows(
  rows: readonly number[],
  scores: readonly number[],
  { after, size }: Request,
): Map<number, number> {
  const best = new Map<number, number>();
  let rest = size + 1;
  let last: Level | undefined;
  for (const n of bestOrder(scores)) {
    const level = { score: scores[n], minute: minuteOfRow(rows[n]) };
    const isPast = after && compareLevels(level, { ...after, minute: minuteOf(after.at) });
    if (isPast !== undefined && isPast < 0) continue;
    if (rest <= 0 && last !== undefined && compareLevels(last, level) !== 0) break;
    if (isPast !== 0) rest--;
    best.set(rows[n], scores[n]);
    last = level;
  }
  return best;
}

/** What is known of a hit before its entry is read. */
interface Level {
  score: number;
  minute: number;
}

function compareLevels(a: Level, b: Level): number {
  return b.score - a.score || b.minute - a.minute;
}

/** The places of scores, the highest first, and where they are equal in their order. */
function* bestOrder(scores: readonly number[]): Iterable<number> {
  const count = scores.length;
  // As one number each, they are sorted without a call for each comparison.
  const keys = Float64Array.from(scores, (score, n) => score * count + count - 1 - n).sort();
  for (const key of keys.reverse()) yield count - 1 - key % count;
}

async function readEntries(
  db: Kysely<SqliteTables>,
  rows: readonly number[],
): Promise<Map<number, Omit<Hit, "score">>> {
  const entries = await db.selectFrom("search_entry").select(["row", "id", "at"])
    .where("row", "in", sql<number>`(select value from json_each(${JSON.stringify(rows)}))`)
    .execute();
  return new Map(entries.map(({ row, id, at }) => [row, { id, at }]));
}
