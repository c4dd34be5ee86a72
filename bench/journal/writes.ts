import { openJournal } from "../../lib/journal/mod.ts";
import type { Store } from "../../lib/kv/store.ts";
import type { Search } from "../../lib/search/mod.ts";
import { median } from "../statistics.ts";
import { timed } from "./measure.ts";
import { textOf } from "./text.ts";
import { ms, type Verdict } from "./verdict.ts";

const BLOCKS = 30;
/** Code that has just been loaded is slow, and ours is more. */
const BLOCKS_TO_WARM_UP = 10;
const WRITES = 50;

/**
 * A write that the index follows, beside a bare commit of as many bytes with two index keys: in
 * blocks by turns, so that following one write slows the next one down, as it does in life, but not
 * the bare commits.
 */
export async function measureWrites(store: Store, search: Search): Promise<Verdict> {
  const owner = { userId: "writer", includePrivate: true };
  const journal = openJournal(store, owner, { onWrite: search.changed });
  const searcher = search.forUser(owner);
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let block = 0; block < BLOCKS; block++) {
    if (block === BLOCKS_TO_WARM_UP) [times.ours, times.bare] = [[], []];
    for (let n = 0; n < WRITES; n++) {
      const draft = { title: "A day", content: textOf(n) };
      times.ours.push(await timed(() => journal.createEntry(draft)));
    }
    await searcher.searchEntries({ query: "day" });
    for (let n = 0; n < WRITES; n++) times.bare.push(await timed(() => commitBare(store, n)));
  }
  const [ours, bare] = [median(times.ours), median(times.bare)];
  return {
    target: "d",
    what: "a write / a bare commit with two keys",
    figure: ours / bare,
    limit: 1.5,
    unit: "times",
    notes: `p50 ${ms(ours)} and ${ms(bare)}`,
  };
}

async function commitBare(store: Store, n: number): Promise<void> {
  const id = crypto.randomUUID();
  const value = { id, title: "A day", content: textOf(n), createdAt: n, updatedAt: n };
  await store.write.atomic()
    .set(["bare", "entry", id], value)
    .set(["bare", "by_time", n, id], new Uint8Array())
    .set(["bare", "by_title", "A day", id], new Uint8Array())
    .commit();
}
