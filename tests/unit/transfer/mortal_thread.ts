import "../../../lib/services/import_thread/thread.ts";
import { existsSync, rmSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

/*
 * The thread of imports, but the first one runs out of memory as soon as it is asked for anything.
 */

if (existsSync(workerData.deadly)) {
  rmSync(workerData.deadly);
  parentPort!.on("message", () => {
    for (const held: number[][] = [];;) held.push(new Array(1_000_000).fill(0.5));
  });
}
