const SLICE_MS = 4;

/** Lets others have their turn while long work goes on. */
export interface Pacer {
  /** Returns at once for a few milliseconds of work, then lets everything that waits go first. */
  pause(): Promise<void>;
}

/** Returns a pacer for one piece of work. */
export function startPacer(): Pacer {
  let start = performance.now();
  return {
    async pause() {
      if (performance.now() - start < SLICE_MS) return;
      await new Promise((resolve) => setTimeout(resolve, 0));
      start = performance.now();
    },
  };
}
