import { createBirpc } from "birpc";
import { parentPort, workerData } from "node:worker_threads";
import { openFileAgain } from "../../kv/store.ts";
import { once } from "../../later.ts";
import { follow } from "../follow/follow.ts";
import { openSqliteIndex } from "./mod.ts";
import type { ThreadCalls, ThreadEvents } from "./thread.ts";

/*
 * The other end of thread.ts. It reads journals by itself where they are in a file: what is read there
 * for nobody keeps no request waiting.
 */

const port = parentPort!;
const { directory, journals } = workerData as { directory: string; journals?: string };
const sqlite = openSqliteIndex({ directory, onDamage: (error) => parent.onDamage(error) });
const openJournals = once(() => openFileAgain(journals!));
const calls: ThreadCalls = {
  ...sqlite,
  ping: () => Promise.resolve(),
  async follow(userId, { atMost } = {}) {
    if (journals === undefined) return undefined;
    const store = await openJournals();
    // What is bounded is followed to its end: no other question comes back for the rest.
    const batches = atMost === undefined ? 1 : undefined;
    const isStopped = () => false;
    return await follow({ userId, store, index: sqlite, isStopped, batches, atMost });
  },
};
const parent = createBirpc<ThreadEvents, ThreadCalls>(calls, {
  post: (message) => port.postMessage(message),
  on: (listener) => port.on("message", listener),
  eventNames: ["onDamage"],
});
