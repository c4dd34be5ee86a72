import { listUsers } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import type { Log } from "../log.ts";
import type { Search } from "../search/mod.ts";
import { observe } from "../telemetry/metrics.ts";
import type { Streams } from "./streams.ts";

export interface ObservedParts {
  store: Store;
  search: Search;
  streams: Streams;
  log: Log;
}

/** Counting reads a key of each journal. */
const COUNT_EVERY_MS = 600_000;

/** Reports how these parts are whenever metrics are sent; without telemetry nothing is read. */
export function observeParts({ store, search, streams, log }: ObservedParts): Disposable {
  const stack = new DisposableStack();
  stack.use(observe("streams", streams.count));
  stack.use(observe("indexBehind", search.behind));
  let journals: number | undefined;
  let countedAt = -Infinity;
  stack.use(observe("journals", () => {
    if (performance.now() - countedAt >= COUNT_EVERY_MS) {
      countedAt = performance.now();
      count(store).then((counted) => journals = counted, (error) => log.error("count", error));
    }
    return journals;
  }));
  return stack;
}

async function count(store: Store): Promise<number> {
  let journals = 0;
  for await (const _userId of listUsers(store)) journals++;
  return journals;
}
