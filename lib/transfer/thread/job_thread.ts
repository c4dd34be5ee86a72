import { createBirpc } from "birpc";
import { Worker } from "node:worker_threads";
import type { HeldJob } from "../jobs.ts";
import type { JobEnd, RunJob } from "../job_parts.ts";
import { watchPulse } from "../../platform/pulse.ts";

/** What the thread is asked for. */
export interface JobThreadCalls {
  run(held: HeldJob, by: string): Promise<JobEnd>;
  /** Stops the job of a person between two entries. */
  stop(userId: string): Promise<void>;
  /** Answers as soon as it can. */
  ping(): Promise<void>;
}

/** What the thread tells by itself. */
export interface JobThreadEvents {
  /** Something was written to a journal. */
  onWrite(userId: string): void;
}

/** What whoever has such a thread is told of. */
export interface JobEvents extends JobThreadEvents {
  /** A job that has written has gone as far as it goes now, and its memory is given back. */
  onEnd(userId: string): void;
}

export interface JobThreadOptions extends JobEvents {
  /** What runs in the thread; it ends in {@linkcode serveJobs} of serve_jobs.ts. */
  module: URL;
  /** What that is told of where everything is. */
  data: unknown;
  /** How long it may be silent, in milliseconds: for tests. */
  silentMs?: number;
}

/** Jobs that are done in a thread of their own. */
export interface JobThread extends AsyncDisposable {
  readonly run: RunJob;
}

/** A look is followed by an import as soon as its person has read it; then nothing may come for long. */
const KEPT_MS = 15_000;

/**
 * Garbage is collected often, because what is read is thrown away at once. What is beyond these limits,
 * such as a file that was made for it, ends the thread and nothing else.
 */
const HEAP = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 512 };

interface Thread {
  calls: JobThreadCalls;
  running: number;
  /** Ends it; what it was asked for is rejected. */
  end(): Promise<void>;
}

/**
 * Returns what does jobs in a thread of their own: requests do not wait for what reads and digests
 * files, and the memory for it is given back when nothing comes in any more. The thread starts when it
 * is needed. If it dies, what it was doing is rejected.
 */
export function openJobThread(options: JobThreadOptions): JobThread {
  let thread: Thread | undefined;
  let endLater: ReturnType<typeof setTimeout> | undefined;
  /** Whose journals the jobs under way have written to. */
  const written = new Set<string>();
  const events: JobThreadEvents = {
    onWrite(userId) {
      written.add(userId);
      options.onWrite(userId);
    },
  };

  async function endIfIdle(): Promise<void> {
    if (thread === undefined || thread.running > 0) return;
    const idle = thread;
    thread = undefined;
    await idle.end();
  }

  async function afterJob(userId: string): Promise<void> {
    clearTimeout(endLater);
    if (written.delete(userId)) {
      await endIfIdle();
      return options.onEnd(userId);
    }
    endLater = setTimeout(endIfIdle, KEPT_MS);
    Deno.unrefTimer(endLater);
  }

  return {
    async run(held, { by, signal }) {
      if (signal.aborted) return undefined;
      clearTimeout(endLater);
      const used = thread ??= startThread(options, {
        events,
        onEnd(ended) {
          if (ended === thread) thread = undefined;
        },
      });
      const { userId } = held.job;
      const stop = () => void used.calls.stop(userId).catch(() => {});
      signal.addEventListener("abort", stop, { once: true });
      used.running++;
      const { silentMs } = options;
      const unwatch = watchPulse(used.calls.ping, { silentMs, onSilence: used.end });
      try {
        return await used.calls.run(held, by);
      } finally {
        signal.removeEventListener("abort", stop);
        unwatch();
        used.running--;
        await afterJob(userId);
      }
    },
    async [Symbol.asyncDispose]() {
      clearTimeout(endLater);
      await thread?.end();
      thread = undefined;
    },
  };
}

function startThread(
  { module, data }: JobThreadOptions,
  { events, onEnd }: { events: JobThreadEvents; onEnd: (ended: Thread) => void },
): Thread {
  const worker = new Worker(module, { workerData: data, resourceLimits: HEAP });
  const calls = createBirpc<JobThreadCalls, JobThreadEvents>(events, {
    post: (message) => worker.postMessage(message),
    on: (listener) => worker.on("message", listener),
    // An import takes as long as it takes.
    timeout: -1,
  });
  const thread: Thread = {
    calls,
    running: 0,
    async end() {
      onDeath();
      await worker.terminate();
    },
  };
  const onDeath = (cause?: unknown) => {
    calls.$close(new Error("The thread of the imports has ended", { cause }));
    onEnd(thread);
  };
  worker.on("error", onDeath);
  worker.on("exit", () => onDeath());
  return thread;
}
