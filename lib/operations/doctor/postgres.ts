import pg from "pg";
import type { DoctorOptions } from "./check.ts";
import { clockFinding } from "./clock_finding.ts";
import { type Finding, note, right, wrong } from "./finding.ts";
import { troubleOf } from "./trouble.ts";

const TIME_LIMIT_MS = 5_000;
const SLOW_MS = 50;

/** Codes of PostgreSQL (appendix A of its manual) that an operator can mend. */
const REFUSALS: Record<string, string> = {
  "28P01": "it refuses the password",
  "28000": "it refuses the user",
  "3D000": "it has no database of that name",
  "53300": "it has too many connections",
  "57P03": "it is starting or stopping",
};

/** Whether the search index can be kept in PostgreSQL, how far away it is, and what its clock says. */
export async function checkPostgres({ config, now }: DoctorOptions): Promise<Finding[]> {
  if (!config.databaseUrl) return [];
  const client = new pg.Client({
    connectionString: config.databaseUrl,
    application_name: "epicme doctor",
    connectionTimeoutMillis: TIME_LIMIT_MS,
    query_timeout: TIME_LIMIT_MS,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    return await examine(client, now);
  } catch (error) {
    const { code = "" } = error as { code?: string };
    return [wrong(
      `PostgreSQL of DATABASE_URL cannot be used: ${REFUSALS[code] ?? troubleOf(error)}`,
      "Compare DATABASE_URL with the server that it names. Until then search reads whole journals.",
    )];
  } finally {
    await client.end().catch(() => {});
  }
}

async function examine(client: pg.Client, now = Date.now): Promise<Finding[]> {
  const begun = performance.now();
  const { rows: [row] } = await client.query(
    "select has_schema_privilege(current_user, current_schema(), 'create') " +
      "or to_regclass('search_posting') is not null as may_create, " +
      "extract(epoch from clock_timestamp()) as seconds",
  );
  const milliseconds = performance.now() - begun;
  const clock = clockFinding("PostgreSQL of DATABASE_URL", Number(row.seconds) * 1000, now());
  if (!row.may_create) {
    return [
      wrong(
        "The user of DATABASE_URL may make no tables",
        "Give it a schema of its own: create schema epicme authorization <user>",
      ),
      ...clock,
    ];
  }
  const figure = `${Math.ceil(milliseconds)} ms for an answer`;
  return [
    milliseconds < SLOW_MS
      ? right(`PostgreSQL of DATABASE_URL takes the search index: ${figure}`)
      : note(`PostgreSQL of DATABASE_URL is slow: ${figure}`, "It is far away or busy."),
    ...clock,
  ];
}
