import "../../../lib/search/sqlite/worker.ts";
import { existsSync, writeFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";

/*
 * The thread of the index, but the first one dies as soon as it is asked for anything.
 */

const watermark = `${workerData.directory}/died`;
if (!existsSync(watermark)) {
  writeFileSync(watermark, "");
  parentPort!.on("message", () => {
    throw new Error("This thread dies: it is a test");
  });
}
