import "../../../lib/search/sqlite/worker.ts";
import { existsSync, writeFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

/*
 * The thread of the index, but the first one runs out of memory as soon as it is asked for anything.
 */

const watermark = `${workerData.directory}/died`;
if (!existsSync(watermark)) {
  writeFileSync(watermark, "");
  parentPort!.on("message", () => {
    for (const held: number[][] = [];;) held.push(new Array(1_000_000).fill(0.5));
  });
}
