import { openJournal } from "../../lib/journal/mod.ts";
import type { Store } from "../../lib/kv/store.ts";
import { learnCommits } from "../bare_commits.ts";
import { median } from "../statistics.ts";
import { timed } from "./measure.ts";
import { textOf } from "./text.ts";
import { ms, type Verdict } from "./verdict.ts";

const BLOCKS = 25;
/** Code that has just been loaded is slow, and ours is more. */
const BLOCKS_TO_WARM_UP = 5;
const WRITES = 64;
/** create_entry shall reach seven tenths of the rate of bare commits. */
const LIMIT = 1 / 0.7;

/**
 * A new entry beside bare commits of the rows that it writes, in another journal, in blocks by turns:
 * one after the other, and sixteen at once.
 */
export async function* measureSameRows(store: Store): AsyncGenerator<Verdict, void> {
  const journal = openJournal(store, { userId: "same rows", includePrivate: true });
  const create = (n: number) => journal.createEntry({ title: "A day", content: textOf(n) });
  await create(0);
  const bareAccess = { userId: "bare rows", includePrivate: true };
  const bareEntries = await learnCommits(store, bareAccess, { title: "A day", content: textOf(1) });
  const { rows, commits } = bareEntries;
  for (const atOnce of [1, 16]) {
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let block = 0; block < BLOCKS; block++) {
      const ours = await timed(() => inParts(create, atOnce));
      const bare = await timed(() => inParts(bareEntries.repeat, atOnce));
      if (block < BLOCKS_TO_WARM_UP) continue;
      times.ours.push(ours / WRITES);
      times.bare.push(bare / WRITES);
    }
    const [ours, bare] = [median(times.ours), median(times.bare)];
    yield {
      target: "d",
      what: `a new entry / bare commits of its rows, ${atOnce} at once`,
      figure: ours / bare,
      limit: LIMIT,
      unit: "times",
      notes: `${ms(ours)} and ${ms(bare)} each, ${rows} rows in ${commits} commit(s)`,
    };
  }
}

async function inParts(work: (n: number) => Promise<unknown>, atOnce: number): Promise<void> {
  await Promise.all(Array.from({ length: atOnce }, async (_, part) => {
    for (let n = part; n < WRITES; n += atOnce) await work(n);
  }));
}
