import type { EntryStats } from "./entry_stats.ts";

/** The stats of one entry, and when it happened. */
export interface Row {
  time: number;
  figures: EntryStats;
}

/**
 * The stats of all entries of one visibility and one span of time, in one value: a row costs some
 * microseconds to read, whatever is in it. Moods and tags are named once; mood 0 is none.
 */
export interface StatsBlock {
  /** Milliseconds since the span began. */
  offsets: Uint32Array;
  wordCounts: Uint32Array;
  /** Absent in old blocks. */
  dayCodes?: Uint8Array;
  moods: Uint16Array;
  moodNames: string[];
  tagCounts: Uint8Array;
  /** Those of all entries, one after the other. */
  tags: Uint16Array;
  tagIds: string[];
}

/** Some twelve days: shorter than most ranges that somebody asks for, so that whole ones are in them. */
export const SPAN = 2 ** 30;

/** Fewer rows are read as fast, so most journals have no blocks at all. */
const MIN_ROWS = 50;

/** A KV value has 65,536 bytes. */
const MAX_BYTES = 60_000;

/** The number of the span in which `time` lies. */
export function spanOf(time: number): number {
  return Math.floor(time / SPAN);
}

/** The block of all rows of a span, or undefined where there are too few or too many. */
export function blockOf(span: number, rows: readonly Row[]): StatsBlock | undefined {
  if (rows.length < MIN_ROWS) return undefined;
  const [moods, tags] = [new Map([["", 0]]), new Map<string, number>()];
  const numbers = { moods: [] as number[], tags: [] as number[] };
  for (const { figures: { mood = "", tagIds } } of rows) {
    numbers.moods.push(numberOf(moods, mood));
    for (const id of tagIds) numbers.tags.push(numberOf(tags, id));
  }
  const pack: StatsBlock = {
    offsets: Uint32Array.from(rows, ({ time }) => time - span * SPAN),
    wordCounts: Uint32Array.from(rows, ({ figures }) => figures.wordCount),
    dayCodes: Uint8Array.from(rows, ({ figures }) => figures.dayCode),
    moods: Uint16Array.from(numbers.moods),
    moodNames: [...moods.keys()],
    tagCounts: Uint8Array.from(rows, ({ figures }) => figures.tagIds.length),
    tags: Uint16Array.from(numbers.tags),
    tagIds: [...tags.keys()],
  };
  return sizeOf(pack) > MAX_BYTES ? undefined : pack;
}

/** The rows that a block was made of. */
export function* rowsOf(span: number, pack: StatsBlock): Generator<Row, void> {
  const { offsets, wordCounts, dayCodes, moods, moodNames, tagCounts, tags, tagIds } = pack;
  let tag = 0;
  for (const [n, offset] of offsets.entries()) {
    const ids = Array.from(tags.subarray(tag, tag += tagCounts[n]), (id) => tagIds[id]);
    const mood = moodNames[moods[n]];
    const numbers = { wordCount: wordCounts[n], dayCode: dayCodes?.[n] ?? 0 };
    const figures = { ...numbers, tagIds: ids, ...mood !== "" && { mood } };
    yield { time: span * SPAN + offset, figures };
  }
}

function numberOf(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name) ?? numbers.size;
  numbers.set(name, known);
  return known;
}

/** In bytes; no less than what it takes to store. */
function sizeOf({ moodNames, tagIds, ...arrays }: StatsBlock): number {
  const names = [...moodNames, ...tagIds].reduce((sum, name) => sum + 2 * name.length + 8, 0);
  return Object.values(arrays).reduce((sum, { byteLength }) => sum + byteLength, names);
}
