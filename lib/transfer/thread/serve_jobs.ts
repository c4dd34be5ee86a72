import { createBirpc } from "birpc";
import type { MessagePort } from "node:worker_threads";
import type { JobParts, RunJob } from "../job_parts.ts";
import { jobRunner } from "../run/run_job.ts";
import type { JobThreadCalls, JobThreadEvents } from "./job_thread.ts";

/**
 * The other end of job_thread.ts: does what it is asked for with the parts that `open` opens.
 *
 * @param open is given what must be called when something was written to a journal
 */
export function serveJobs(
  port: MessagePort,
  open: (events: JobThreadEvents) => Promise<JobParts>,
): void {
  const stops = new Map<string, AbortController>();
  let runner: Promise<RunJob> | undefined;
  const calls: JobThreadCalls = {
    async run(held, by) {
      const { userId } = held.job;
      const stop = new AbortController();
      stops.set(userId, stop);
      try {
        const run = await (runner ??= open({ onWrite: parent.onWrite }).then(jobRunner));
        return await run(held, { by, signal: stop.signal });
      } finally {
        stops.delete(userId);
      }
    },
    ping: () => Promise.resolve(),
    stop(userId) {
      stops.get(userId)?.abort();
      return Promise.resolve();
    },
  };
  const parent = createBirpc<JobThreadEvents, JobThreadCalls>(calls, {
    post: (message) => port.postMessage(message),
    on: (listener) => port.on("message", listener),
    eventNames: ["onWrite"],
  });
}
