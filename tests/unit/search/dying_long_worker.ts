import { parentPort } from "node:worker_threads";

/** The thread of long follows, but it dies as soon as it is asked for anything. */
parentPort!.on("message", () => {
  throw new Error("This thread dies: it is a test");
});
