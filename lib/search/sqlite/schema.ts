import type { DatabaseSync } from "node:sqlite";

/** To be raised with every change of the tables or of what is written into them. */
const SCHEMA_VERSION = 6;

/**
 * Makes the tables of a new file; returns false for a file of another version.
 */
export function prepareSchema(raw: DatabaseSync): boolean {
  // A new file is worth nothing yet, so making it does not wait for the disk.
  run(raw, "pragma synchronous = off");
  run(raw, "pragma journal_mode = wal");
  // The postings of common words are read again and again.
  run(raw, "pragma cache_size = -16384");
  // A step fits into memory: nothing needs to be written before its commit.
  run(raw, "pragma cache_spill = off");
  if (versionOf(raw) === 0) makeTables(raw);
  run(raw, "pragma synchronous = normal");
  return versionOf(raw) === SCHEMA_VERSION;
}

function makeTables(raw: DatabaseSync): void {
  run(raw, "begin immediate");
  try {
    // Another process may have been faster.
    if (versionOf(raw) === 0) TABLES.forEach((statement) => run(raw, statement));
    run(raw, "commit");
  } catch (error) {
    // A full disk has ended it already.
    if (raw.isTransaction) run(raw, "rollback");
    throw error;
  }
}

const TABLES = [
  `create table search_state (
    owner text primary key,
    epoch text not null,
    watermark text not null
  ) without rowid`,
  `create table search_part (
    part integer primary key,
    documents integer not null,
    tokens integer not null
  )`,
  `create table search_times (
    block integer primary key,
    times blob not null
  )`,
  `create table search_document (
    doc integer primary key,
    id text not null unique,
    at integer not null,
    part integer not null,
    length integer not null,
    words text not null,
    terms text not null
  )`,
  `create table search_posting (
    term text not null,
    part integer not null,
    block integer not null,
    count integer not null,
    postings blob not null,
    positions blob not null,
    primary key (term, part, block)
  )`,
  `pragma user_version = ${SCHEMA_VERSION}`,
];

function versionOf(raw: DatabaseSync): unknown {
  return raw.prepare("pragma user_version").get()?.user_version;
}

/** Not by `exec`: its errors have no result code. */
function run(raw: DatabaseSync, statement: string): void {
  raw.prepare(statement).run();
}
