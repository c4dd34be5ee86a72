import pLimit from "p-limit";

/** Thrown instead of letting more work wait in line than there is room for. */
export class BusyError extends Error {
  override readonly name = "BusyError";
}

/** How much work is done at once, and how much more may wait for it. */
export interface Bounds {
  atOnce: number;
  waiting: number;
}

/** Does work in the order it comes in. */
export type Bounded = <T>(work: () => Promise<T>) => Promise<T>;

/** Bounds the work that strangers can make us do; beyond it the promise rejects with `BusyError`. */
export function bounded({ atOnce, waiting }: Bounds): Bounded {
  const line = pLimit(atOnce);
  return (work) => {
    const ahead = line.activeCount + line.pendingCount;
    if (ahead < atOnce + waiting) return line(work);
    return Promise.reject(new BusyError(`There are ${ahead} others at work or in line`));
  };
}
