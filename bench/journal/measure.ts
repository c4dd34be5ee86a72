import process from "node:process";
import { median, percentile } from "../statistics.ts";

/** What a piece of work costs, in milliseconds. */
export interface Cost {
  p50: number;
  p95: number;
  p99: number;
  /** Processor time of all threads, for one time. */
  cpu: number;
  /** The longest time in which nothing else could happen in this process. */
  block: number;
}

/**
 * Does `work` some times, one after the other, after one time that does not count, and as often again
 * to see blocks: to watch for them takes its own share of every turn.
 */
export async function measure(work: () => Promise<unknown>, times: number): Promise<Cost> {
  await work();
  const durations: number[] = [];
  const before = processorTime();
  for (let n = 0; n < times; n++) {
    durations.push(await timed(work));
    await turn();
  }
  const cpu = (processorTime() - before) / times;
  const watch = watchLoop();
  for (let n = 0; n < times; n++) {
    await work();
    await turn();
  }
  return {
    p50: median(durations),
    p95: percentile(durations, 0.95),
    p99: percentile(durations, 0.99),
    cpu,
    block: watch.stop(),
  };
}

/** How long `work` takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Watches for blocks between two turns of the event loop. On a machine that others use, too, a turn
 * takes long when they have the processor: no block is longer than the processor time that its turn took in this thread.
 */
export function watchLoop(): { stop(): number } {
  let [longest, isOn] = [0, true];
  let [time, processor] = [performance.now(), threadTime()];
  const look = () => {
    const [timeNow, processorNow] = [performance.now(), threadTime()];
    longest = Math.max(longest, Math.min(timeNow - time, processorNow - processor));
    [time, processor] = [timeNow, processorNow];
    if (isOn) setTimeout(look, 0);
  };
  setTimeout(look, 0);
  return {
    stop() {
      isOn = false;
      return longest;
    },
  };
}

/** Processor time of this process with all its threads, in milliseconds. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
