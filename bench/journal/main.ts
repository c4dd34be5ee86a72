import { openStore } from "../../lib/kv/store.ts";
import { startCatchUp } from "../../lib/search/follow/catch_up.ts";
import { openIndex, openSearch, type SearchOptions } from "../../lib/search/search.ts";
import { findPostgres, startPostgres } from "../../tests/support/programs/postgres.ts";
import { aroundThisDay, fillJournal, journalOf } from "./fill.ts";
import { measurePage } from "./page.ts";
import { measureRebuild } from "./rebuild.ts";
import { measureSearches } from "./searches.ts";
import { measureStatistics } from "./statistics.ts";
import { lineOf, type Verdict } from "./verdict.ts";
import { measureWrites } from "./writes.ts";

/*
 * Prints what a large journal costs, target by target:
 *
 *     deno task bench:journal                     100,000 entries of 1 KB, the index in SQLite
 *     deno task bench:journal 20000               fewer entries
 *     deno task bench:journal 100000 postgres     the index in PostgreSQL, which must be installed
 *
 * It takes about two minutes, and five with PostgreSQL, in which searches may take twice as long. Where
 * others use the machine, too, processor times and ratios tell more than times. The bench fails if a
 * target is missed.
 */
const REBUILT = 20_000;
const FEW = 100;
const SMALL = 1_000;

const [count = "100000", kind = "sqlite"] = Deno.args;
const directory = await Deno.makeTempDir({ prefix: "epicme-bench-" });
const programs = kind === "postgres" ? findPostgres() : undefined;
await using server = programs ? await startPostgres(programs) : undefined;
if (kind === "postgres" && server === undefined) throw new Error("PostgreSQL is not installed");
const place: Partial<SearchOptions> = server ? { databaseUrl: server.url } : { directory };

const index = openIndex(place);
const store = await openStore(`${directory}/journal.kv`);
const search = openSearch({ store, ...place, onFault: console.error });
let missed = 0;
try {
  console.log(`${count} entries of 1 KB in ten years, the index in ${kind}`);
  await fillJournal(store, "few", FEW);
  await fillJournal(store, "small", SMALL);
  await fillJournal(store, "sameDay", SMALL, aroundThisDay);
  await fillJournal(store, "rebuilt", REBUILT);
  await fillJournal(store, "many", Number(count));
  const many = journalOf(store, "many");
  report(await measurePage({ large: many, small: journalOf(store, "few") }));
  const [small, sameDay] = [journalOf(store, "small"), journalOf(store, "sameDay")];
  for await (const verdict of measureStatistics({ large: many, small, sameDay })) report(verdict);
  report(await measureWrites(store, search));
  const rebuilt = await measureRebuild(store, index, { userId: "rebuilt", other: "few" });
  rebuilt.forEach(report);
  const searcher = search.forUser({ userId: "many", includePrivate: true });
  // It takes longer to build than a search may wait.
  await startCatchUp({ store, index }).reach("many");
  for await (const measured of measureSearches(searcher, { times: server ? 2 : 1 })) {
    if ("line" in measured) console.log(measured.line);
    else report(measured);
  }
} finally {
  await search.close();
  await index.close();
  store.close();
  await Deno.remove(directory, { recursive: true });
}
if (missed > 0) {
  console.log(`${missed} missed`);
  Deno.exitCode = 1;
}

function report(verdict: Verdict): void {
  console.log(lineOf(verdict));
  if (verdict.figure >= verdict.limit) missed++;
}
