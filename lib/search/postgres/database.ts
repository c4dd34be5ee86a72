import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { DocumentRow, PartRow, PostingRow } from "../index/rows.ts";
import type { StateTable } from "../index/state.ts";

/** The indexes of everybody: the rows of index/rows.ts, each of which names its owner. */
export interface PostgresTables extends StateTable {
  search_part: Owned<PartRow>;
  search_times: Owned<{ block: number; times: Uint8Array }>;
  /** A bigint arrives as text. */
  search_document: Owned<Omit<DocumentRow, "at"> & { at: string | number }>;
  search_posting: Owned<PostingRow>;
}

type Owned<Row> = Row & { owner: string };

/** A search waits no longer than this for a database that does not answer. */
const TIME_LIMIT_MS = 5_000;
const CONNECTIONS = 10;

/** Reads bytes forty times as fast as the driver does by itself: postings are megabytes of digits. */
const TYPES = {
  getTypeParser(type: number, format?: "text" | "binary") {
    const parse = pg.types.getTypeParser(type, format);
    return type !== pg.types.builtins.BYTEA
      ? parse
      : (text: string) => text.startsWith("\\x") ? Uint8Array.fromHex(text.slice(2)) : parse(text);
  },
};

/** Connects when it is first needed. `onFault` is called with connections that break while idle. */
export function openDatabase(
  url: string,
  { onFault, onConnect }: { onFault: (error: unknown) => void; onConnect: () => void },
): Kysely<PostgresTables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    application_name: "epicme",
    connectionTimeoutMillis: TIME_LIMIT_MS,
    statement_timeout: TIME_LIMIT_MS,
    query_timeout: TIME_LIMIT_MS + 1_000,
    keepAlive: true,
    types: TYPES,
  });
  // Without a listener the end of an idle connection would end the process.
  pool.on("error", onFault);
  // Nor has one that is in use a listener of its own: what it was asked rejects, and says why.
  pool.on("connect", (client) => {
    client.on("error", () => {});
    onConnect();
  });
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}
