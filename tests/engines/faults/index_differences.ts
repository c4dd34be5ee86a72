import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { keysOf } from "../../../lib/journal/store/keys.ts";
import { openChangeReader } from "../../../lib/journal/mod.ts";
import type { Store } from "../../../lib/kv/store.ts";
import { type Document, toDocument } from "../../../lib/search/index/document.ts";
import { NOT_TRASHED } from "../../../lib/search/index/filter_tokens.ts";
import { minuteOf } from "../../../lib/search/index/minutes.ts";
import { indexName } from "../../../lib/search/index/index_name.ts";
import { lexemesOf } from "../../../lib/search/postgres/apply.ts";
import { allWords } from "../../../lib/search/sqlite/apply.ts";
import { spaced } from "../../../lib/search/text/spaced.ts";
import type { Place } from "./protocol.ts";

/** All that an index holds of each entry, by id. */
type Held = Map<string, string>;

/** A kind of index: what is in it, and what should be in it for a document. */
interface Kind {
  read(owner: string): Promise<Held>;
  heldOf(document: Document, owner: string): unknown[];
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
  const { read, heldOf } = place.databaseUrl === undefined
    ? inSqlite(`${place.directory}`)
    : inPostgres(place.databaseUrl);
  const documents = await readDocuments(store, userId);
  const wanted: Held = new Map(
    documents.map((each) => [each.id, JSON.stringify(heldOf(each, owner))]),
  );
  const held = await read(owner);
  const ids = new Set([...wanted.keys(), ...held.keys()]);
  return {
    entries: wanted.size,
    different: [...ids].filter((id) => wanted.get(id) !== held.get(id)),
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

/** A table of FTS5 that keeps no text still tells which tokens it has where. */
const HELD_IN_SQLITE = `
  select id, json_array(row >> 20, at, length, is_living, tokens) as held
  from search_entry left join (
    select doc, group_concat(term, ' ' order by offset) as tokens from temp.places group by doc
  ) on doc = row
  union all
  select 'row ' || doc, '' from temp.places where doc not in (select row from search_entry)`;

function inSqlite(directory: string): Kind {
  return {
    read(owner) {
      using database = new DatabaseSync(`${directory}/${owner}.sqlite`);
      database.exec(
        "create virtual table temp.places using fts5vocab (main, search_words, instance)",
      );
      const rows = database.prepare(HELD_IN_SQLITE).all();
      return Promise.resolve(new Map(rows.map(({ id, held }) => [String(id), String(held)])));
    },
    heldOf(document) {
      const { occurredAt, length, filterTokens: marks } = document;
      const tokens = allWords(document).split(" ").filter(Boolean).join(" ");
      const isLiving = marks.includes(NOT_TRASHED) ? 1 : 0;
      return [minuteOf(occurredAt), occurredAt, length, isLiving, tokens];
    },
  };
}

function inPostgres(url: string): Kind {
  return {
    async read(owner) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query({
        text: `select id, at::double precision, length, words, title, repeated,
          tsvector_to_array(terms) as terms from search_entry where owner = $1`,
        values: [owner],
        rowMode: "array",
      });
      await client.end();
      return new Map(rows.map(([id, ...held]) => {
        const terms = held.pop().sort();
        return [id, JSON.stringify([...held, terms])];
      }));
    },
    heldOf(document, owner) {
      const { occurredAt, length, words, title, repeated } = document;
      const texts = [words, spaced(title), spaced(repeated)];
      return [occurredAt, length, ...texts, lexemesOf(owner, document).sort()];
    },
  };
}
