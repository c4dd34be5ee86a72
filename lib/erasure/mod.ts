/**
 * The end of a person's data: a job that is written down first, survives every restart, and goes
 * last. It knows what to remove only from those who keep it.
 */
export type { DataStore, Erased } from "./job.ts";
export { type Erasure, type ErasureOptions, openErasure } from "./erasure.ts";
export { settlingTime } from "./settling_time.ts";
