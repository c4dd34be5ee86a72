import type { FuzzRequest } from "./requests/request.ts";

/** How a run went. */
export interface Report {
  seed: number;
  requests: number;
  /** How often each kind of request was answered with each status. */
  counts: Record<string, Record<number, number>>;
  /** What was wrong, with the request: empty is what we want. */
  problems: Problem[];
  /** Bytes that the process held after the first tenth and at the end. */
  memory: { before: number; after: number };
}

export interface Problem {
  /** Of the request within the run: the same seed makes it again. */
  index: number;
  problem: string;
  request?: FuzzRequest;
}
