import type { Pacer } from "../pacer.ts";
import type { Document } from "./document.ts";
import { BREAK } from "./document.ts";
import { BLOCK, decodeBlock, encodeBlock, lengthCode, type Posting } from "./postings.ts";
import type { DocumentRow, PartRow, PostingKey, PostingRow, RowWriter } from "./rows.ts";

/** So many blocks are read, changed and written at once, while others wait for the thread. */
const BLOCKS_AT_ONCE = 200;

/** What happens to a block. */
interface BlockChange extends PostingKey {
  removed: ReadonlySet<number>;
  added: Posting[];
}

/**
 * Puts documents into an index over what was there, and takes out those that are gone. A block
 * from which something is taken out is written anew, so all counts are exact at any time: what was
 * taken out leaves nothing behind that a search could show.
 */
export async function writeStep(
  rows: RowWriter,
  { documents, gone, pacer }: {
    documents: readonly Document[];
    gone: readonly string[];
    pacer: Pacer;
  },
): Promise<void> {
  const old = await rows.documentsById([...documents.map(({ id }) => id), ...gone]);
  const numbers = new Map(old.map(({ id, doc }) => [id, doc]));
  let last = documents.every(({ id }) => numbers.has(id)) ? 0 : await rows.lastDoc();
  for (const { id } of documents) if (!numbers.has(id)) numbers.set(id, ++last);

  const changes: Changes = new Map();
  for (const row of old) removeFrom(changes, row);
  await pacer.pause();
  for (const document of documents) {
    addTo(changes, document, numbers.get(document.id)!);
    await pacer.pause();
  }
  if (old.length > 0) await rows.removeDocuments(old.map(({ doc }) => doc));
  await rows.insertDocuments(
    documents.map((document) => toRow(document, numbers.get(document.id)!)),
  );
  await writeTimes(rows, documents, numbers);
  await writeParts(rows, { old, documents });
  const all = [...changes.values()].flatMap((ofBlock) => [...ofBlock.values()]);
  for (let start = 0; start < all.length; start += BLOCKS_AT_ONCE) {
    await writeBlocks(rows, all.slice(start, start + BLOCKS_AT_ONCE));
    await pacer.pause();
  }
}

async function writeBlocks(rows: RowWriter, changes: readonly BlockChange[]): Promise<void> {
  const [further, changed] = [[] as BlockChange[], [] as BlockChange[]];
  for (const change of changes) (change.removed === NONE ? further : changed).push(change);
  if (further.length > 0) {
    await rows.addToBlocks(further.map((change) => toBlock(change, change.added)));
  }
  if (changed.length === 0) return;
  const before = new Map((await rows.blocks(changed)).map((row) => [nameOf(row), row]));
  const written: PostingRow[] = [];
  const emptied: PostingKey[] = [];
  for (const change of changed) {
    const row = before.get(nameOf(change));
    const kept = row ? decodeBlock(row).filter(({ slot }) => !change.removed.has(slot)) : [];
    const postings = [...kept, ...change.added];
    if (postings.length > 0) written.push(toBlock(change, postings));
    else emptied.push(change);
  }
  if (emptied.length > 0) await rows.removeBlocks(emptied);
  if (written.length > 0) await rows.writeBlocks(written);
}

function toBlock({ term, part, block }: PostingKey, postings: readonly Posting[]): PostingRow {
  return { term, part, block, ...encodeBlock(postings) };
}

function removeFrom(changes: Changes, { doc, part, words, terms }: DocumentRow): void {
  const block = Math.floor(doc / BLOCK);
  const ofBlock = changesOf(changes, part, block);
  for (const term of new Set([...words.split(" "), ...terms.split(" ")])) {
    if (term === "" || term === BREAK) continue;
    const change = changeOf(ofBlock, { term, part, block });
    if (change.removed === NONE) change.removed = new Set();
    (change.removed as Set<number>).add(doc % BLOCK);
  }
}

function addTo(changes: Changes, document: Document, doc: number): void {
  const { part, terms } = document;
  const length = lengthCode(document.length);
  const block = Math.floor(doc / BLOCK);
  const slot = doc % BLOCK;
  const ofBlock = changesOf(changes, part, block);
  for (const [term, { count, isInTitle, positions }] of terms) {
    changeOf(ofBlock, { term, part, block }).added.push({
      slot,
      count,
      isInTitle,
      length,
      positions,
    });
  }
}

/** The changes of each block of a part, by their terms. */
type Changes = Map<number, Map<string, BlockChange>>;

const MAX_PARTS = 4;
const NONE: ReadonlySet<number> = new Set();

function changesOf(changes: Changes, part: number, block: number): Map<string, BlockChange> {
  const number = block * MAX_PARTS + part;
  let found = changes.get(number);
  if (found === undefined) changes.set(number, found = new Map());
  return found;
}

function changeOf(changes: Map<string, BlockChange>, key: PostingKey): BlockChange {
  let change = changes.get(key.term);
  if (change === undefined) changes.set(key.term, change = { ...key, removed: NONE, added: [] });
  return change;
}

function nameOf({ term, part, block }: PostingKey): string {
  return `${part} ${block} ${term}`;
}

function toRow(document: Document, doc: number): DocumentRow {
  const { id, occurredAt: at, part, length, words, terms } = document;
  const others = [...terms].flatMap(([term, { positions }]) => positions.length > 0 ? [] : term);
  return { doc, id, at, part, length, words, terms: others.join(" ") };
}

async function writeTimes(
  rows: RowWriter,
  documents: readonly Document[],
  numbers: ReadonlyMap<string, number>,
): Promise<void> {
  const blockOf = ({ id }: Document) => Math.floor(numbers.get(id)! / BLOCK);
  const blocks = [...new Set(documents.map(blockOf))];
  if (blocks.length === 0) return;
  const before = new Map((await rows.times(blocks)).map(({ block, times }) => [block, times]));
  await rows.writeTimes(blocks.map((block) => {
    const times = new Float64Array(BLOCK);
    const known = before.get(block);
    if (known) new Uint8Array(times.buffer).set(known);
    for (const document of documents) {
      if (blockOf(document) === block) {
        times[numbers.get(document.id)! % BLOCK] = document.occurredAt;
      }
    }
    return { block, times: new Uint8Array(times.buffer) };
  }));
}

async function writeParts(
  rows: RowWriter,
  { old, documents }: { old: readonly DocumentRow[]; documents: readonly Document[] },
): Promise<void> {
  const parts = new Map((await rows.parts()).map((row) => [row.part, { ...row }]));
  const count = (sign: 1 | -1, { part, length }: { part: number; length: number }) => {
    const row: PartRow = parts.get(part) ?? { part, documents: 0, tokens: 0 };
    row.documents += sign;
    row.tokens += sign * length;
    parts.set(part, row);
  };
  for (const row of old) count(-1, row);
  for (const document of documents) count(1, document);
  await rows.writeParts([...parts.values()]);
}
