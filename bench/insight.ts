/**
 * Prints what statistics and looking back cost in a journal of ten years:
 *
 *     deno run -A bench/insight.ts [entries, 100000 unless given]
 */
import { type Journal, openJournal } from "../lib/journal/mod.ts";
import { openStore } from "../lib/kv.ts";

const YEARS = 10;
const RUNS = 10;
const NOW = Date.parse("2026-11-23T12:00:00Z");
const TEN_YEARS_MS = NOW - Date.parse("2016-11-24T00:00:00Z");

const count = Number(Deno.args[0] ?? 100_000);
const directory = await Deno.makeTempDir();
const store = await openStore(`${directory}/journal.kv`);
const journal = openJournal(store, { userId: "ada", includePrivate: true }, { now: () => NOW });
try {
  const started = performance.now();
  await fill(journal, count);
  const each = (performance.now() - started) / count;
  console.log(`${count} entries of 1 KB in ${YEARS} years, written in ${each.toFixed(2)} ms each`);
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
async function fill(journal: Journal, count: number): Promise<void> {
  const tags = await Promise.all(
    Array.from({ length: 30 }, (_, n) => journal.createTag({ name: `tag ${n}` })),
  );
  const moods = ["calm", "happy", "sad", "tired", "proud"];
  for (let n = 0; n < count; n++) {
    await journal.createEntry({
      title: `Entry ${n}`,
      content: "We walked along the river. ".repeat(38),
      occurredAt: NOW - Math.floor(n * TEN_YEARS_MS / count),
      isPrivate: n % 10 === 0,
      mood: n % 3 === 0 ? undefined : moods[n % moods.length],
      tags: n % 2 === 0 ? [tags[n % 30].id, tags[(n * 7 + 1) % 30].id] : [],
    });
  }
}

async function report(what: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  const blocks: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const watch = watchEventLoop();
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
    blocks.push(watch.stop());
  }
  console.log(
    `${what}: p50 ${middle(times)} ms, best ${Math.min(...times).toFixed(1)} ms; ` +
      `longest event-loop block p50 ${middle(blocks)} ms, best ${
        Math.min(...blocks).toFixed(1)
      } ms`,
  );
}

/** Measures the longest time between two turns of the event loop. */
function watchEventLoop(): { stop(): number } {
  let [longest, last, isOn] = [0, performance.now(), true];
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (isOn) setTimeout(turn, 0);
  };
  turn();
  return {
    stop() {
      isOn = false;
      return Math.max(longest, performance.now() - last);
    },
  };
}

function middle(numbers: number[]): string {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)].toFixed(1);
}
