import process from "node:process";
import { openJournal } from "../lib/journal/mod.ts";
import { openStore, type Store } from "../lib/kv.ts";
import { startCatchUp } from "../lib/search/catch_up.ts";
import { openSearch, type Searcher, type SearchOptions } from "../lib/search/mod.ts";
import { openPostgresIndex } from "../lib/search/postgres/mod.ts";
import { openSqliteIndex } from "../lib/search/sqlite/mod.ts";
import { findPostgres, startPostgres } from "../tests/support/postgres.ts";

/*
 * How long a search takes in a large journal, and what it does to everybody else:
 * deno run -A bench/search.ts sqlite|postgres [entries]
 */

const OWNER = { userId: "bench", includePrivate: true };
const DAY = 86_400_000;
/** Found in all entries, in many, in some, in few; several words, a phrase, beginnings. */
const QUERIES = ["the", "w1", "w30", "w900", "w1 w2 w3", '"w1 w2"', "w9*", "w*", "the w900"];

const [kind = "sqlite", count = "100000"] = Deno.args;
const directory = await Deno.makeTempDir();
const programs = findPostgres();
await using server = kind === "postgres" && programs ? await startPostgres(programs) : undefined;
const place: Partial<SearchOptions> = server
  ? { databaseUrl: server.url }
  : { directory, onFault: console.error };
const store = await openStore(`${directory}/journal.kv`);

await costOfWrites(store);
await fill(store, 20_000);
await build(store, "20,000 entries");
await fill(store, Number(count) - 20_000);
await build(store, `the rest of ${count} entries`);
const search = openSearch({ store, ...place });
await measureSearches(search.forUser(OWNER));
await search.close();
store.close();
await Deno.remove(directory, { recursive: true });

async function costOfWrites(store: Store): Promise<void> {
  const search = openSearch({ store, ...place });
  for (const [label, onWrite] of [["bare", undefined], ["indexed", search.changed]] as const) {
    const journal = openJournal(store, { ...OWNER, userId: label }, { onWrite });
    const times: number[] = [];
    for (let n = 0; n < 500; n++) {
      const start = performance.now();
      await journal.createEntry({ title: "x", content: textOf(n) });
      times.push(performance.now() - start);
    }
    console.log(`a write, ${label}`, summary(times));
  }
  await search.close();
}

async function fill(store: Store, entries: number): Promise<void> {
  const journal = openJournal(store, OWNER);
  for (let n = 0; n < entries; n += 200) {
    await Promise.all(Array.from({ length: 200 }, (_, k) =>
      journal.createEntry({
        title: `Day ${n + k}`,
        content: textOf(n + k),
        occurredAt: Math.floor(Date.now() - Math.random() * 3_000 * DAY),
      })));
  }
}

/** Lets the index follow all that it has not seen. */
async function build(store: Store, label: string): Promise<void> {
  const { directory, databaseUrl } = place;
  const index = databaseUrl
    ? openPostgresIndex({ url: databaseUrl })
    : openSqliteIndex({ directory });
  const blocks = watchLoop();
  const start = performance.now();
  const cpu = process.cpuUsage();
  await startCatchUp({ store, index }).reach(OWNER.userId);
  const time = `${round(performance.now() - start)} ms, ${cpuSince(cpu)}`;
  console.log(`following ${label}: ${time}`, blocks.stop());
  await index.close();
}

async function measureSearches(searcher: Searcher): Promise<void> {
  for (const query of QUERIES) {
    const blocks = watchLoop();
    const times: number[] = [];
    const cpu = process.cpuUsage();
    let found = 0;
    for (let n = 0; n < 30; n++) {
      const start = performance.now();
      found = (await searcher.searchEntries({ query })).entries.length;
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    const each = `${cpuSince(cpu, 30)} each`;
    console.log(query.padEnd(10), `${found} on the page`, summary(times), each, blocks.stop());
  }
}

/** About 1 KB: one common word, and words that are the rarer the higher their number. */
function textOf(n: number): string {
  const words = Array.from({ length: 200 }, () => `w${Math.floor(5_000 * Math.random() ** 3)}`);
  return `the entry ${n} ${words.join(" ")}`;
}

/** The longest times in which nothing else could happen in this process. */
function watchLoop() {
  const blocks: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    blocks.push(now - last - 1);
    last = now;
  }, 1);
  return {
    stop(): string {
      clearInterval(timer);
      const sorted = blocks.sort((a, b) => a - b);
      const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
      return `block max ${round(sorted.at(-1) ?? 0)} ms, p99 ${round(p99)} ms`;
    },
  };
}

/** On a machine that others use as well, this says more than the time. */
function cpuSince(before: NodeJS.CpuUsage, times = 1): string {
  const { user, system } = process.cpuUsage(before);
  return `cpu ${round((user + system) / 1_000 / times)} ms`;
}

function summary(times: number[]): string {
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor(share * (sorted.length - 1))]);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
