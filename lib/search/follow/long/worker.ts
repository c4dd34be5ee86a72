import { createBirpc } from "birpc";
import { parentPort, workerData } from "node:worker_threads";
import { openFileAgain } from "../../../kv/store.ts";
import { once } from "../../../later.ts";
import { giveWay } from "../../../platform/give_way.ts";
import type { SearchIndex } from "../../index/search_index.ts";
import { follow } from "../follow.ts";
import type { LongFollowCalls, LongFollowPlace } from "./thread.ts";

/*
 * The other end of thread.ts. To the index it is like another process that follows the same journal.
 */

/** 2,000 entries: so much is done before anybody can stop it. */
const BATCHES = 8;

const port = parentPort!;
const place = workerData as LongFollowPlace;
const openJournals = once(async () => {
  const store = await openFileAgain(place.journals);
  // Not before: the thread of KV holds locks for which others wait.
  giveWay();
  return store;
});

const calls: LongFollowCalls = {
  ping: () => Promise.resolve(),
  async follow(userId) {
    const store = await openJournals();
    const index = await openIndex(place);
    try {
      return await follow({ userId, store, index, isStopped: () => false, batches: BATCHES });
    } finally {
      // Whoever removes a file or puts another one in its place knows nothing of this thread.
      await index.close();
    }
  },
};
createBirpc<object, LongFollowCalls>(calls, {
  post: (message) => port.postMessage(message),
  on: (listener) => port.on("message", listener),
});

async function openIndex({ databaseUrl, directory }: LongFollowPlace): Promise<SearchIndex> {
  if (databaseUrl !== undefined) {
    const { openPostgresIndex } = await import("../../postgres/mod.ts");
    return openPostgresIndex({ url: databaseUrl });
  }
  const { openSqliteIndex } = await import("../../sqlite/mod.ts");
  return openSqliteIndex({
    directory,
    // It is for those to replace a file who have it open all the time.
    onDamage(error) {
      throw error;
    },
  });
}
