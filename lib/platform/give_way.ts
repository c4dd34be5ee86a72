import os from "node:os";

/**
 * A nice value. Where all processors are busy, a thread that has it gets a tenth of one. With the
 * lowest priority it would get a seventieth, and be taken for dead.
 */
const LATER = 10;

/**
 * Lets other threads of this machine go before the one that calls it, for as long as that lives.
 * Threads that it starts from then on are like it. Does nothing where priorities are of processes, as
 * they are everywhere but on Linux, or where it is not permitted.
 */
export function giveWay(): void {
  if (Deno.build.os !== "linux") return;
  try {
    if (os.getPriority(0) >= LATER) return;
    // There, 0 is the calling thread (setpriority(2), "C library/kernel differences").
    os.setPriority(0, LATER);
  } catch {
    // It goes on as before.
  }
}
