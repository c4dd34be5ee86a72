import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { openChangeReader } from "../../lib/journal/mod.ts";
import type { Store } from "../../lib/kv.ts";
import { ownerOf } from "../../lib/search/owner.ts";
import type { Place } from "./protocol.ts";

/** Which version of each entry something holds, by id. */
type Versions = Map<string, string>;

/** The entries of which the index holds another version than the journal, or only one of them does. */
export async function differences(
  place: Place,
  { store, userId }: { store: Store; userId: string },
): Promise<{ entries: number; different: string[] }> {
  const journal = await inJournal(store, userId);
  const index = await inIndex(place, ownerOf(userId));
  const ids = new Set([...journal.keys(), ...index.keys()]);
  const different = [...ids].filter((id) => journal.get(id) !== index.get(id));
  return { entries: journal.size, different };
}

/** An entry has one change, at its own versionstamp; what is gone has one, too. */
async function inJournal(store: Store, userId: string): Promise<Versions> {
  const reader = openChangeReader(store, userId);
  const versions: Versions = new Map();
  for await (const { id, versionstamp } of reader.changes("")) {
    const [entry] = await reader.entries([id]);
    if (entry) versions.set(id, versionstamp);
  }
  return versions;
}

async function inIndex(place: Place, owner: string): Promise<Versions> {
  if (place.databaseUrl === undefined) {
    using database = new DatabaseSync(`${place.directory}/${owner}.sqlite`);
    const rows = database.prepare("select id, versionstamp from search_entry").all();
    return new Map(rows.map(({ id, versionstamp }) => [String(id), String(versionstamp)]));
  }
  const client = new pg.Client({ connectionString: place.databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    "select id, versionstamp from search_entry where owner = $1",
    [owner],
  );
  await client.end();
  return new Map(rows.map(({ id, versionstamp }) => [id, versionstamp]));
}
