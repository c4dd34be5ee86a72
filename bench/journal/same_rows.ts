import { openJournal } from "../../lib/journal/mod.ts";
import type { Store } from "../../lib/kv/store.ts";
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

/** What one commit does to its rows: a method of an atomic operation, and its arguments. */
type Step = [name: "set" | "delete" | "sum" | "min" | "max", args: unknown[]];

/**
 * A new entry beside bare commits of the rows that it writes, under keys of their own and without
 * checks, in blocks by turns: one after the other, and sixteen at once.
 */
export async function* measureSameRows(store: Store): AsyncGenerator<Verdict, void> {
  const journal = openJournal(store, { userId: "same rows", includePrivate: true });
  const create = (n: number) => journal.createEntry({ title: "A day", content: textOf(n) });
  await create(0);
  const commits = await recorded(
    store,
    (recording) =>
      openJournal(recording, { userId: "same rows", includePrivate: true })
        .createEntry({ title: "A day", content: textOf(1) }),
  );
  let place = 0;
  const commitBare = async () => {
    const prefix = ["bare rows", place++];
    for (const steps of commits) await applied(store, prefix, steps).commit();
  };
  const rows = commits.flat().length;
  for (const atOnce of [1, 16]) {
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let block = 0; block < BLOCKS; block++) {
      const ours = await timed(() => inParts(create, atOnce));
      const bare = await timed(() => inParts(commitBare, atOnce));
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
      notes: `${ms(ours)} and ${ms(bare)} each, ${rows} rows in ${commits.length} commit(s)`,
    };
  }
}

async function inParts(work: (n: number) => Promise<unknown>, atOnce: number): Promise<void> {
  await Promise.all(Array.from({ length: atOnce }, async (_, part) => {
    for (let n = part; n < WRITES; n += atOnce) await work(n);
  }));
}

/** What the commits of some work do, which are made all the same. */
async function recorded(
  store: Store,
  work: (store: Store) => Promise<unknown>,
): Promise<Step[][]> {
  const commits: Step[][] = [];
  const write = new Proxy(store.write, {
    get(kv, name) {
      if (name === "atomic") return () => recording(kv.atomic(), commits);
      const value = Reflect.get(kv, name, kv);
      return typeof value === "function" ? value.bind(kv) : value;
    },
  });
  await work({ ...store, write });
  return commits;
}

function recording(operation: Deno.AtomicOperation, commits: Step[][]): Deno.AtomicOperation {
  const steps: Step[] = [];
  const proxy: Deno.AtomicOperation = new Proxy(operation, {
    get: (_, name) => (...args: unknown[]) => {
      const method = Reflect.get(operation, name) as (...args: unknown[]) => unknown;
      const result = method.apply(operation, args);
      if (name === "commit") {
        commits.push(steps);
        return result;
      }
      if (name !== "check") steps.push([name as Step[0], args]);
      return proxy;
    },
  });
  return proxy;
}

function applied(store: Store, prefix: Deno.KvKey, steps: readonly Step[]) {
  const operation = store.write.atomic();
  for (const [name, [key, ...values]] of steps) {
    const method = operation[name] as (...args: unknown[]) => unknown;
    method.call(operation, [...prefix, ...key as Deno.KvKey], ...values);
  }
  return operation;
}
