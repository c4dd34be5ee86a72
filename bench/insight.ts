/**
 * Prints what statistics and looking back cost in a journal of ten years:
 *
 *     deno run -A bench/insight.ts [entries, 100000 unless given]
 */
import { cpuUsage } from "node:process";
import { ulid } from "ulid";
import { parseFields } from "../lib/journal/entry_fields.ts";
import { moveRows } from "../lib/journal/index_rows.ts";
import { keysOf } from "../lib/journal/keys.ts";
import { openJournal } from "../lib/journal/mod.ts";
import type { StoredHead } from "../lib/journal/stored.ts";
import { openStore } from "../lib/kv.ts";

const USER = "ada";
const RUNS = 20;
const PER_COMMIT = 100;
const NOW = Date.parse("2026-11-23T12:00:00Z");
const TEN_YEARS_MS = NOW - Date.parse("2016-11-24T00:00:00Z");

const count = Number(Deno.args[0] ?? 100_000);
const directory = await Deno.makeTempDir();
const store = await openStore(`${directory}/journal.kv`);
const journal = openJournal(store, { userId: USER, includePrivate: true }, { now: () => NOW });
try {
  await fill(count);
  console.log(`${count} entries of 1 KB in ten years; p50 and least of ${RUNS} runs, in ms`);
  const timeZone = "America/New_York";
  await report("nothing at all", () => new Promise((resolve) => setTimeout(resolve, 50)));
  const year = { from: "2025-01-01", to: "2025-12-31", timeZone };
  const { entryCount } = await journal.stats(year);
  await report(`stats of one year (${entryCount} entries)`, () => journal.stats(year));
  await report("stats of everything", () => journal.stats({ timeZone }));
  await report("on this day", () => journal.onThisDay({ timeZone }));
} finally {
  store.close();
  await Deno.remove(directory, { recursive: true });
}

/** Writes entries that are evenly spread over ten years, some private, with moods and tags. */
async function fill(count: number): Promise<void> {
  const tags = await Promise.all(
    Array.from({ length: 30 }, (_, n) => journal.createTag({ name: `tag ${n}` })),
  );
  const moods = ["calm", "happy", "sad", "tired", "proud"];
  const { fields, body } = parseFields({ content: "We walked along the river. ".repeat(38) });
  const keys = keysOf(USER);
  for (let first = 0; first < count; first += PER_COMMIT) {
    const operation = store.write.atomic();
    for (let n = first; n < Math.min(first + PER_COMMIT, count); n++) {
      const occurredAt = NOW - Math.floor(n * TEN_YEARS_MS / count);
      const after = {
        ...fields,
        id: ulid(occurredAt),
        title: `Entry ${n}`,
        occurredAt,
        createdAt: occurredAt,
        updatedAt: occurredAt,
        version: 1,
        isFavorite: false,
        isPrivate: n % 10 === 0,
        ...n % 3 > 0 && { mood: moods[n % moods.length] },
        tagIds: n % 2 === 0 ? [tags[n % 30].id, tags[(n * 7 + 1) % 30].id] : [],
      } as StoredHead;
      operation.set(keys.entry(after.id), after).set(keys.body(after.id, 0), body!.chunks[0]);
      moveRows(operation, { keys, after });
    }
    await operation.commit();
  }
}

async function report(what: string, work: () => Promise<unknown>): Promise<void> {
  const figures = {
    time: [] as number[],
    processor: [] as number[],
    "longest block": [] as number[],
  };
  for (let run = 0; run < RUNS; run++) {
    const watch = watchEventLoop();
    const [started, before] = [performance.now(), processorTime()];
    await work();
    figures.time.push(performance.now() - started);
    figures.processor.push(processorTime() - before);
    figures["longest block"].push(watch.stop());
  }
  const columns = Object.entries(figures).map(([name, values]) =>
    `${name} ${middle(values)} (${Math.min(...values).toFixed(1)})`
  );
  console.log(`${what}: ${columns.join(", ")}`);
}

/**
 * Measures the most work between two turns of the event loop, in processor time of all threads: on a
 * shared machine, others' work does not count.
 */
function watchEventLoop(): { stop(): number } {
  let [longest, last, isOn] = [0, processorTime(), true];
  const measure = () => {
    const now = processorTime();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const turn = () => {
    measure();
    if (isOn) setTimeout(turn, 0);
  };
  setTimeout(turn, 0);
  return {
    stop() {
      isOn = false;
      measure();
      return longest;
    },
  };
}

function processorTime(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1_000;
}

function middle(numbers: number[]): string {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)].toFixed(1);
}
