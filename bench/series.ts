import { type Answer, type Connection, openConnection } from "./connection.ts";

/** A request that a server gets again and again. */
export interface Target {
  port: number;
  request: Uint8Array;
  /** Throws unless `answer` is the right one. */
  check(answer: Answer): void;
}

export interface SeriesOptions {
  /** How many connections ask at the same time, each its next question after its answer. */
  connections: number;
  turnMs: number;
}

/** One turn of one contender. */
export interface Series {
  requestsPerSecond: number;
  latenciesMs: number[];
}

/**
 * Asks `target` for `turnMs` milliseconds. The first answer is checked in depth; of each later one
 * the status and the length, and in depth if those differ.
 */
export async function runSeries(target: Target, options: SeriesOptions): Promise<Series> {
  const connections = await Promise.all(
    Array.from({ length: options.connections }, () => openConnection(target.port)),
  );
  try {
    const first = await connections[0].exchange(target.request);
    target.check(first);
    const length = first.bytes.length;

    const latenciesMs: number[] = [];
    const start = performance.now();
    const drive = { target, length, latenciesMs, end: start + options.turnMs };
    await Promise.all(connections.map((connection) => ask(connection, drive)));
    const seconds = (performance.now() - start) / 1000;
    return { requestsPerSecond: latenciesMs.length / seconds, latenciesMs };
  } finally {
    connections.forEach((connection) => connection.close());
  }
}

interface Drive {
  target: Target;
  /** Of the first answer, in bytes. */
  length: number;
  latenciesMs: number[];
  /** On the clock of `performance.now()`. */
  end: number;
}

async function ask(connection: Connection, { target, length, latenciesMs, end }: Drive) {
  for (let sent = performance.now(); sent < end;) {
    const answer = await connection.exchange(target.request);
    const received = performance.now();
    latenciesMs.push(received - sent);
    if (answer.status !== 200 || answer.bytes.length !== length) target.check(answer);
    sent = received;
  }
}
