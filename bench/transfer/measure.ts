import { residentBytes } from "../../tests/support/programs/server_process.ts";

const SAMPLE_EVERY_MS = 50;

/** Does some work, and prints how long it took. Returns that in seconds, with what came of it. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  console.log(`${what}: ${seconds.toFixed(1)} s`);
  return [seconds, result];
}

/** The most memory that a process has held since this was made. */
export interface MemoryWatch {
  /** In bytes. */
  largest(): number;
  stop(): void;
}

/** Watches the memory of a process; of the one that has taken its place, if it was started anew. */
export function watchMemory(pid: () => number): MemoryWatch {
  let largest = 0;
  let isOver = false;
  async function sample(): Promise<void> {
    largest = Math.max(largest, await residentBytes(pid()));
    if (!isOver) setTimeout(sample, SAMPLE_EVERY_MS);
  }
  void sample();
  return { largest: () => largest, stop: () => void (isOver = true) };
}

export function megabytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(0);
}
