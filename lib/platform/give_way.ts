import os from "node:os";

/** The least of what Linux knows: it gets what nobody else asks for, and a little besides. */
const LAST = 19;

/**
 * Lets all other threads of this machine go before the one that calls it, for as long as that lives.
 * Threads that it starts from then on are like it. Does nothing where priorities are of processes, as
 * they are everywhere but on Linux, or where it is not permitted.
 */
export function giveWay(): void {
  if (Deno.build.os !== "linux") return;
  try {
    // There, 0 is the calling thread (setpriority(2), "C library/kernel differences").
    os.setPriority(0, LAST);
  } catch {
    // It goes on as before.
  }
}
