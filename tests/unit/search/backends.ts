import pg from "pg";
import {
  findPostgres,
  type PostgresServer,
  startPostgres,
} from "../../support/programs/postgres.ts";
import type { Backend } from "./helpers.ts";

/** SQLite files in a temporary directory. */
export const sqlite: Backend = {
  name: "SQLite",
  isMissing: false,
  async place() {
    const directory = await Deno.makeTempDir({ prefix: "epicme-search-" });
    return {
      options: { directory },
      [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
    };
  },
};

const programs = findPostgres();
let server: Promise<PostgresServer> | undefined;

let places = 0;

/** One PostgreSQL server for all tests of a file, and a database of it for each place. */
export const postgres: Backend = {
  name: "PostgreSQL",
  isMissing: programs === undefined,
  async place() {
    server ??= startPostgres(programs!);
    const { url } = await server;
    const name = `place_${++places}`;
    await query(url, `create database ${name}`);
    return {
      options: { databaseUrl: new URL(`/${name}`, url).href },
      // Together with all others, once the server ends: a test may still hold a connection.
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  },
};

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Starts and stops the server of a file's tests, or says why they do not run. */
export function withPostgres(): void {
  if (postgres.isMissing) console.log("PostgreSQL is not installed here: its tests are ignored");
  Deno.test.beforeAll(async () => {
    if (!postgres.isMissing) await (server ??= startPostgres(programs!));
  });
  Deno.test.afterAll(endPostgres);
}

/** Stops the server, if it was started. */
export async function endPostgres(): Promise<void> {
  await (await server)?.[Symbol.asyncDispose]();
  server = undefined;
}
