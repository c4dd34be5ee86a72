import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { keysOf } from "../../../lib/journal/store/keys.ts";
import { openChangeReader } from "../../../lib/journal/mod.ts";
import type { Store } from "../../../lib/kv/store.ts";
import { type Document, toDocument } from "../../../lib/search/index/document.ts";
import { indexName } from "../../../lib/search/index/index_name.ts";
import {
  BLOCK,
  decodeBlock,
  decodePositions,
  lengthCode,
} from "../../../lib/search/index/postings.ts";
import type { DocumentRow, PartRow, PostingRow } from "../../../lib/search/index/rows.ts";
import type { Place } from "./protocol.ts";

/** All that an index holds of each entry, by id. */
type Held = Map<string, string>;

/** The rows of an index. */
interface Rows {
  documents: DocumentRow[];
  postings: PostingRow[];
  times: { block: number; times: Uint8Array }[];
  parts: PartRow[];
}

/**
 * The entries of which the index holds anything else than the journal says now, down to every token
 * and its place, or which only one of them has.
 */
export async function differences(
  place: Place,
  { store, userId }: { store: Store; userId: string },
): Promise<{ entries: number; different: string[] }> {
  const owner = indexName(userId);
  const rows = place.databaseUrl === undefined
    ? readSqlite(`${place.directory}/${owner}.sqlite`)
    : await readPostgres(place.databaseUrl, owner);
  const documents = await readDocuments(store, userId);
  const expected: Held = new Map(documents.map((each) => [each.id, heldOf(each)]));
  for (const [part, held] of partsOf(documents)) expected.set(part, held);
  const held = heldIn(rows);
  const ids = new Set([...expected.keys(), ...held.keys()]);
  return {
    entries: documents.length,
    different: [...ids].filter((id) => expected.get(id) !== held.get(id)),
  };
}

/** The documents of all entries, found by their own keys: the index found them by their changes. */
async function readDocuments(store: Store, userId: string): Promise<Document[]> {
  const reader = openChangeReader(store, userId);
  const documents: Document[] = [];
  for await (const { key } of store.read.list({ prefix: keysOf(userId).entries() })) {
    const [entry] = await reader.entries([String(key.at(-1))]);
    if (entry) documents.push(toDocument(entry));
  }
  return documents;
}

/** What should be in an index of a document. */
function heldOf({ occurredAt, part, length, words, terms }: Document): string {
  const postings = [...terms].map(([term, { count, isInTitle, positions }]) =>
    inWords(term, part, {
      count: Math.min(count, 255),
      isInTitle,
      length: lengthCode(length),
      positions,
    })
  );
  return JSON.stringify([occurredAt, occurredAt, part, length, words, postings.sort()]);
}

/** How much should be in each part. */
function partsOf(documents: readonly Document[]): Held {
  const parts: Held = new Map();
  for (const [part, some] of Map.groupBy(documents, ({ part }) => part)) {
    const tokens = some.reduce((sum, { length }) => sum + length, 0);
    parts.set(`part ${part}`, JSON.stringify([some.length, tokens]));
  }
  return parts;
}

function heldIn({ documents, postings, times, parts }: Rows): Held {
  const terms = new Map<number, string[]>();
  for (const row of postings) {
    for (const { slot, ...posting } of decodeBlock(row)) {
      const doc = row.block * BLOCK + slot;
      terms.set(doc, [...terms.get(doc) ?? [], inWords(row.term, row.part, posting)]);
    }
  }
  const held: Held = new Map();
  for (const { doc, id, at, part, length, words } of documents) {
    const block = times.find(({ block }) => block === Math.floor(doc / BLOCK))!;
    const [time] = new Float64Array(block.times.slice().buffer, (doc % BLOCK) * 8, 1);
    const found = (terms.get(doc) ?? []).sort();
    held.set(id, JSON.stringify([Number(at), time, part, length, words, found]));
    terms.delete(doc);
  }
  for (const doc of terms.keys()) held.set(`row ${doc}`, "");
  for (const { part, documents, tokens } of parts) {
    if (documents > 0) held.set(`part ${part}`, JSON.stringify([documents, tokens]));
  }
  return held;
}

function inWords(
  term: string,
  part: number,
  { count, isInTitle, length, positions }: {
    count: number;
    isInTitle: boolean;
    length: number;
    positions: ArrayLike<number>;
  },
): string {
  return `${term} ${part} ${count} ${isInTitle} ${length} ${decodePositions(positions)}`;
}

function readSqlite(file: string): Rows {
  using database = new DatabaseSync(file);
  const all = (table: string) => database.prepare(`select * from ${table}`).all() as unknown;
  return {
    documents: all("search_document") as DocumentRow[],
    postings: all("search_posting") as PostingRow[],
    times: all("search_times") as Rows["times"],
    parts: all("search_part") as PartRow[],
  };
}

async function readPostgres(url: string, owner: string): Promise<Rows> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const all = async (table: string) =>
    (await client.query(`select * from ${table} where owner = $1`, [owner])).rows;
  const rows = {
    documents: await all("search_document"),
    postings: await all("search_posting"),
    times: (await all("search_times")).map(({ block, times }) => ({
      block,
      times: new Uint8Array(times),
    })),
    parts: await all("search_part"),
  };
  await client.end();
  return rows;
}
