import assert from "node:assert/strict";
import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** Tells its thread's own nice value (getpriority(2)) before and after it gives way. */
const THREAD = `
import os from "node:os";
import { parentPort } from "node:worker_threads";
import { giveWay } from ${JSON.stringify(import.meta.resolve("../../../lib/platform/give_way.ts"))};
const before = os.getPriority(0);
giveWay();
parentPort.postMessage([before, os.getPriority(0)]);
`;

Deno.test({
  name: "a thread that gives way lets others go first, and no other thread does",
  // Elsewhere priorities are of processes, and nothing is changed.
  ignore: Deno.build.os !== "linux",
  async fn() {
    const { getPriority } = await import("node:os");
    const ours = getPriority(0);
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(THREAD)}`));
    const [[before, after]] = await once(worker, "message");
    await worker.terminate();
    assert.equal(before, ours);
    assert.equal(after, Math.max(10, ours));
    assert.equal(getPriority(0), ours);
  },
});
