import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { StateTable } from "../index/state.ts";

/** The index of everybody. Each row names its owner. */
export interface PostgresTables extends StateTable {
  search_entry: {
    owner: string;
    id: string;
    /** A bigint, which arrives as text. */
    at: string | number;
    length: number;
    words: string;
    /** Tokens between spaces, as in `words`: what ranking looks for. */
    title: string;
    repeated: string;
    /** A tsvector of words and tokens, without positions. */
    terms: string;
  };
}

/** A search waits no longer than this for a database that does not answer. */
const TIME_LIMIT_MS = 5_000;
const CONNECTIONS = 10;

/** Connects when it is first needed. `onFault` is called with connections that break while idle. */
export function openDatabase(
  url: string,
  { onFault }: { onFault: (error: unknown) => void },
): Kysely<PostgresTables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    application_name: "epicme",
    connectionTimeoutMillis: TIME_LIMIT_MS,
    statement_timeout: TIME_LIMIT_MS,
    query_timeout: TIME_LIMIT_MS + 1_000,
    keepAlive: true,
  });
  // Without a listener the end of an idle connection would end the process.
  pool.on("error", onFault);
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}
