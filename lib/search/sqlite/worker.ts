import { createBirpc } from "birpc";
import { parentPort, workerData } from "node:worker_threads";
import { openSqliteIndex } from "./mod.ts";
import type { ThreadEvents } from "./thread.ts";

/*
 * The other end of thread.ts.
 */

const port = parentPort!;
const index = openSqliteIndex({
  directory: workerData.directory,
  onDamage: (error) => parent.onDamage(error),
});
const parent = createBirpc<ThreadEvents, typeof index>(index, {
  post: (message) => port.postMessage(message),
  on: (listener) => port.on("message", listener),
  eventNames: ["onDamage"],
});
