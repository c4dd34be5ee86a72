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

/** One PostgreSQL server for all tests of a file: each test's journal is another epoch to it. */
export const postgres: Backend = {
  name: "PostgreSQL",
  isMissing: programs === undefined,
  async place() {
    server ??= startPostgres(programs!);
    const { url } = await server;
    return { options: { databaseUrl: url }, [Symbol.asyncDispose]: () => Promise.resolve() };
  },
};

/** Starts and stops the server of a file's tests, or says why they do not run. */
export function withPostgres(): void {
  if (postgres.isMissing) console.log("PostgreSQL is not installed here: its tests are ignored");
  Deno.test.beforeAll(async () => {
    if (!postgres.isMissing) await postgres.place();
  });
  Deno.test.afterAll(endPostgres);
}

/** Stops the server, if it was started. */
export async function endPostgres(): Promise<void> {
  await (await server)?.[Symbol.asyncDispose]();
  server = undefined;
}
