// Not from mod.ts: the thread of the index needs no more of the journal.
import { EARLIEST, LATEST } from "../../journal/parse.ts";
import { BLOCK } from "../index/postings.ts";
import type { PartRow, RowReader, TimesRow } from "../index/rows.ts";
import type { Found, Request, Weights } from "../index/search_index.ts";
import type { Pacer } from "../pacer.ts";
import { readClauses } from "./clause_rows.ts";
import { nearness } from "./nearness.ts";
import { scoreClauses, type Scored } from "./score_clauses.ts";
import { type Scratch, withScratch } from "./scratch.ts";
import { keep } from "./add_scores.ts";
import { NEARNESS_SHARE, SCALE } from "./score.ts";
import { Top } from "./top.ts";

/** How many of the best are ranked by the nearness of words, too. */
const NEAR = 100;

const NOTHING: Found = {
  ...{ hits: [], hasMore: false, total: 0, unsure: [], corrections: [] },
  weights: { clauses: [], averageLength: 1 },
};

/** Finds the best matches in an index. All rows must be of one moment. */
export async function find(
  rows: RowReader,
  request: Request,
  { pacer }: { pacer: Pacer },
): Promise<Found> {
  const parts = (await rows.parts()).filter(({ part }) => request.parts.includes(part));
  const documents = parts.reduce((sum, part) => sum + part.documents, 0);
  if (documents === 0) return NOTHING;
  if (isCountOfAll(request)) return { ...NOTHING, total: documents };
  const blocks = await rows.times();
  const size = BLOCK * (1 + Math.max(-1, ...blocks.map(({ block }) => block)));
  return await withScratch(size, async (scratch) => {
    writeTimes(scratch, blocks);
    return await findIn(rows, request, { parts, scratch, pacer });
  });
}

async function findIn(
  rows: RowReader,
  request: Request,
  { parts, scratch, pacer }: { parts: readonly PartRow[]; scratch: Scratch; pacer: Pacer },
): Promise<Found> {
  const { times } = scratch;
  const documents = parts.reduce((sum, part) => sum + part.documents, 0);
  const { clauses, corrections } = await readClauses(rows, request, { pacer });
  await pacer.pause();

  const after = request.after && {
    ...request.after,
    // Where it is gone, others that are as good and as new come again rather than never. One that the
    // viewer may not see is gone for them: a cursor can name any entry.
    doc: await rows.docOf(request.after.id, request) ?? Infinity,
  };
  const tokens = parts.reduce((sum, part) => sum + part.tokens, 0);
  const averageLength = after?.weights.averageLength ?? Math.max(1, Math.round(tokens / documents));
  const scored = await scoreClauses(clauses, { request, documents, scratch, averageLength, pacer });
  const isAllowed = await readFilter(rows, request, scratch);
  const weights: Weights = { clauses: scored.weights, averageLength };
  const { scores } = scored;

  const matches = isAllowed === undefined ? scored.docs : keep(scored.docs, isAllowed);
  const unsure = unsureOf(matches, times, request);
  const near = new Top(NEAR, { scores, times });
  // The newest first, mostly: where many are as good, the rest is not better than what is kept.
  near.offerAll(matches);
  await pacer.pause();
  const first = near.best();
  const ranked = await rankByNearness(rows, first, { request, scored, times, pacer });
  const { page, hasMore } = cutPage(ranked, {
    after,
    size: request.size,
    behind: () => {
      const behind = new Top(request.size + 1, { scores, times });
      const isNear = new Set(first);
      for (let n = matches.length - 1; n >= 0; n--) {
        const doc = matches[n];
        if (isNear.has(doc)) continue;
        const ranked = toRanked(doc, { scores, times });
        if (!after?.isBehind || compare(after, ranked) < 0) behind.offer(doc);
      }
      return behind.best().map((doc) => toRanked(doc, { scores, times }));
    },
  });
  const ids = await idsOf(rows, [...page, ...unsure.map((doc) => ({ doc }))]);
  return {
    hits: page.map(({ doc, at, score, isBehind }) => ({ id: ids.get(doc)!, at, score, isBehind })),
    total: matches.length - unsure.length,
    unsure: unsure.map((doc) => ids.get(doc)!),
    ...{ hasMore, weights, corrections },
  };
}

/** The ids of documents; mostly they were read already. */
async function idsOf(
  rows: RowReader,
  documents: readonly { doc: number; id?: string }[],
): Promise<Map<number, string>> {
  const ids = new Map(documents.flatMap(({ doc, id }) => id === undefined ? [] : [[doc, id]]));
  const others = documents.flatMap(({ doc }) => ids.has(doc) ? [] : doc);
  if (others.length > 0) { for (const { doc, id } of await rows.ids(others)) ids.set(doc, id); }
  return ids;
}

/** Whether every entry of the parts is counted and none shown: most lists ask so. */
function isCountOfAll(
  { clauses, filterTokens, size, surelyFrom, surelyTo }: Request,
): boolean {
  return clauses.length + filterTokens.length + size === 0 && surelyFrom <= EARLIEST &&
    surelyTo >= LATEST;
}

function unsureOf(
  docs: Int32Array,
  times: Float64Array,
  { surelyFrom, surelyTo }: Request,
): number[] {
  const unsure: number[] = [];
  if (surelyFrom <= EARLIEST && surelyTo >= LATEST) return unsure;
  for (let n = 0; n < docs.length; n++) {
    const at = times[docs[n]];
    if (at < surelyFrom || at > surelyTo) unsure.push(docs[n]);
  }
  return unsure;
}

function toRanked(
  doc: number,
  { scores, times }: { scores: Float64Array; times: Float64Array },
): Ranked {
  return { doc, at: times[doc], score: Math.round(scores[doc] * SCALE), isBehind: true };
}

/** A document with its rank. */
interface Ranked {
  doc: number;
  /** Where it was read. */
  id?: string;
  score: number;
  at: number;
  isBehind: boolean;
}

function writeTimes(
  { times }: Scratch,
  blocks: readonly TimesRow[],
): void {
  const bytes = new Uint8Array(times.buffer);
  for (const { block, times: some } of blocks) bytes.set(some, block * BLOCK * 8);
}

/** Returns what tells whether a document meets the filters; undefined where all of them do. */
async function readFilter(
  rows: RowReader,
  { filterTokens, parts, from, to }: Request,
  { times, list }: Scratch,
): Promise<((doc: number) => boolean) | undefined> {
  const isInTime = (doc: number) => times[doc] >= from && times[doc] <= to;
  if (filterTokens.length === 0) return from <= EARLIEST && to >= LATEST ? undefined : isInTime;
  const counts = new Uint8Array(times.length);
  const found = await rows.postings(filterTokens, { parts });
  for (const token of filterTokens) {
    for (const row of found) if (row.term === token) list.addRow(row, { isExact: true });
    for (let at = 0; at < list.size; at++) counts[list.docs[at]]++;
    list.clear();
  }
  return (doc) => counts[doc] === filterTokens.length && isInTime(doc);
}

/** The best, again in the order of what they are worth with the nearness of words. */
async function rankByNearness(
  rows: RowReader,
  docs: readonly number[],
  { request: { clauses }, scored: { scores, weights }, times, pacer }: {
    request: Request;
    scored: Scored;
    times: Float64Array;
    pacer: Pacer;
  },
): Promise<Ranked[]> {
  const scoreOf = (doc: number, near = 0) =>
    Math.round((scores[doc] + NEARNESS_SHARE * near) * SCALE);
  if (clauses.length < 2) {
    return docs.map((doc) => ({ ...toRanked(doc, { scores, times }), isBehind: false })).sort(
      compare,
    );
  }
  // Loaded with the first search for two words: it knows the languages.
  const { clauseFinder } = await import("../text/clause_of.ts");
  const clauseOf = clauseFinder(clauses);
  const ranked: Ranked[] = [];
  for (const { doc, id, at, words } of await rows.documents(docs)) {
    const score = scoreOf(doc, nearness(words, { clauseOf, weights }));
    ranked.push({ doc, id, at, score, isBehind: false });
    await pacer.pause();
  }
  return ranked.sort(compare);
}

function cutPage(
  near: readonly Ranked[],
  { after, size, behind }: {
    after: Pick<Ranked, "doc" | "score" | "at" | "isBehind"> | undefined;
    size: number;
    behind: () => Ranked[];
  },
): { page: Ranked[]; hasMore: boolean } {
  const left = after === undefined
    ? near
    : after.isBehind
    ? []
    : near.filter((ranked) => compare(after, ranked) < 0);
  const isEnough = left.length > size || near.length < NEAR;
  const all = isEnough ? left : [...left, ...behind()];
  return { page: all.slice(0, size), hasMore: all.length > size };
}

function compare(a: Ranked, b: Ranked): number {
  return b.score - a.score || b.at - a.at || b.doc - a.doc;
}
