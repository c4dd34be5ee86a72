import { type BirpcReturn, createBirpc } from "birpc";
import { Worker } from "node:worker_threads";

/** A thread of the search that runs. */
export interface Thread<Calls extends object, Events extends object = object> {
  calls: BirpcReturn<Calls, Events>;
  /** Ends it; what it was asked for is rejected. */
  end(): Promise<void>;
}

export interface ThreadOptions<Events> {
  /** What runs in the thread. */
  module: URL;
  /** What that is told of where everything is. */
  data: unknown;
  /** What the thread tells by itself. */
  events: Events;
  /** Told of what ends it, before all that it was asked for is rejected. */
  onError?: (error: unknown) => void;
  onEnd: () => void;
}

/**
 * With the limits of a whole process it lets 300 MB of garbage lie while a journal is indexed. It needs
 * a few dozen; what is beyond these limits ends the thread, and the next call starts it again.
 */
const HEAP = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 512 };

/** Starts a thread. What it is asked for is rejected where it dies. */
export function startThread<Calls extends object, Events extends object>(
  { module, data, events, onError = () => {}, onEnd }: ThreadOptions<Events>,
): Thread<Calls, Events> {
  const worker = new Worker(module, { workerData: data, resourceLimits: HEAP });
  const calls = createBirpc<Calls, Events>(events, {
    post: (message) => worker.postMessage(message),
    on: (listener) => worker.on("message", listener),
    // Whoever asks knows how long to wait.
    timeout: -1,
  });
  let cause: unknown;
  worker.on("error", (error) => onError(cause = error));
  const onDeath = () => {
    calls.$close(new Error("The thread of the search index has ended", { cause }));
    onEnd();
  };
  worker.on("exit", onDeath);
  return {
    calls,
    async end() {
      onDeath();
      await worker.terminate();
    },
  };
}
