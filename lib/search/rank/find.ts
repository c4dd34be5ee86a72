import { EARLIEST, LATEST } from "../../journal/mod.ts";
import { BLOCK } from "../index/postings.ts";
import type { RowReader } from "../index/rows.ts";
import type { Found, Request, Weights } from "../index/search_index.ts";
import type { Pacer } from "../pacer.ts";
import { clauseFinder } from "../text/matches.ts";
import { type ClauseRows, readClauses } from "./clause_rows.ts";
import { ClauseList } from "./lists.ts";
import { nearness } from "./nearness.ts";
import { addPhrase } from "./phrase.ts";
import { NEARNESS_SHARE, normsFor, rarity, SCALE, share } from "./score.ts";
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
  const times = await readTimes(rows);
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
  const scored = await scoreClauses(clauses, { request, documents, times, averageLength, pacer });
  const isAllowed = await readFilter(rows, request, times);
  const weights: Weights = { clauses: scored.weights, averageLength };
  const { scores } = scored;

  const matches = keep(scored.docs, isAllowed);
  const unsure = unsureOf(matches, times, request);
  const near = new Top(NEAR, { scores, times });
  // The newest first, mostly: where many are as good, the rest is not better than what is kept.
  for (let n = matches.length - 1; n >= 0; n--) near.offer(matches[n]);
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
  const known = new Map(
    (await rows.documents(page.map(({ doc }) => doc))).map(({ doc, id }) => [doc, id]),
  );
  return {
    hits: page.map(({ doc, at, score, isBehind }) => ({
      id: known.get(doc)!,
      at,
      score,
      isBehind,
    })),
    total: matches.length - unsure.length,
    unsure: (await rows.documents(unsure)).map(({ id }) => id),
    ...{ hasMore, weights, corrections },
  };
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
  score: number;
  at: number;
  isBehind: boolean;
}

/** The documents that meet the clauses, and what each gets from them. */
interface Scored {
  docs: Int32Array;
  scores: Float64Array;
  weights: number[];
}

async function scoreClauses(
  clauses: readonly ClauseRows[],
  { request, documents, times, averageLength, pacer }: {
    request: Request;
    documents: number;
    times: Float64Array;
    averageLength: number;
    pacer: Pacer;
  },
): Promise<Scored> {
  const size = times.length;
  const scores = new Float64Array(size);
  const met = new Uint8Array(size);
  const docs = new Int32Array(size);
  let count = 0;
  const demanded = new Uint8Array(size);
  const excluded = new Uint8Array(size);
  const list = new ClauseList(size);
  const norms = normsFor(averageLength);
  const weights: number[] = [];
  const rare = rarestOf(clauses, request.rarest);
  let demands = 0;
  for (const [n, { occur, lists, phrases }] of clauses.entries()) {
    for (const { rows, ...kind } of lists) for (const row of rows) list.addRow(row, kind);
    for (const phrase of phrases) await addPhrase(list, phrase, { pacer });
    if (occur === "not") {
      for (let at = 0; at < list.size; at++) excluded[list.docs[at]] = 1;
      weights.push(0);
    } else {
      const weight = request.after?.weights.clauses[n] ??
        (rare.has(n) ? weightOf(list.size, documents) : 0);
      weights.push(weight);
      if (occur === "must") demands++;
      for (let at = 0; at < list.size; at++) {
        const doc = list.docs[at];
        const norm = norms[list.length(doc)];
        const part = share(list.count(doc), norm, list.isExact(doc), list.isInTitle(doc));
        scores[doc] += weight * part;
        if (weight > 0 && met[doc] === 0) {
          met[doc] = 1;
          docs[count++] = doc;
        }
        if (occur === "must") demanded[doc]++;
      }
    }
    list.clear();
    await pacer.pause();
  }
  const isMatch = (doc: number) => demanded[doc] === demands && excluded[doc] === 0;
  return { docs: keep(docs.subarray(0, count), isMatch), scores, weights };
}

/** Those documents that are as they must be, in the same place: `filter` takes five times as long. */
function keep(docs: Int32Array, is: (doc: number) => boolean): Int32Array {
  let kept = 0;
  for (let n = 0; n < docs.length; n++) if (is(docs[n])) docs[kept++] = docs[n];
  return docs.subarray(0, kept);
}

/** As a cursor holds it, and never 0: what all entries have is still found. */
function weightOf(count: number, documents: number): number {
  return Math.max(1, Math.round(rarity(count, documents) * 1e3)) / 1e3;
}

/** The numbers of the clauses that count. */
function rarestOf(clauses: readonly ClauseRows[], count = clauses.length): Set<number> {
  const sizes = clauses.map(({ lists }) =>
    lists.flatMap(({ rows }) => rows).reduce((sum, row) => sum + row.count, 0)
  );
  const order = sizes.map((size, n) => ({ size, n })).filter(({ size }) =>
    size > 1 || count === clauses.length
  )
    .sort((a, b) => a.size - b.size || a.n - b.n);
  return new Set(order.slice(0, count).map(({ n }) => n));
}

async function readTimes(rows: RowReader): Promise<Float64Array> {
  const blocks = await rows.times();
  const count = 1 + Math.max(-1, ...blocks.map(({ block }) => block));
  const times = new Float64Array(count * BLOCK);
  const bytes = new Uint8Array(times.buffer);
  for (const { block, times: some } of blocks) bytes.set(some, block * BLOCK * 8);
  return times;
}

/** Returns what tells whether a document meets the filters. */
async function readFilter(
  rows: RowReader,
  { filterTokens, parts, from, to }: Request,
  times: Float64Array,
): Promise<(doc: number) => boolean> {
  const isInTime = (doc: number) => times[doc] >= from && times[doc] <= to;
  if (filterTokens.length === 0) return isInTime;
  const counts = new Uint8Array(times.length);
  const list = new ClauseList(times.length);
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
  const clauseOf = clauseFinder(clauses);
  const ranked: Ranked[] = [];
  for (const { doc, at, words } of await rows.documents(docs)) {
    const score = scoreOf(doc, nearness(words, { clauseOf, weights }));
    ranked.push({ doc, at, score, isBehind: false });
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
