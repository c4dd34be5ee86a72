import { type Attributes, type MetricOptions, metrics } from "@opentelemetry/api";

/** What an operator is told of a metric; docs/operations.md and the dashboard are held to this. */
export interface Metric extends MetricOptions {
  readonly name: string;
  readonly kind: "counter" | "histogram" | "gauge";
  readonly description: string;
  /** The attributes, each with few values: never a word or an id of a person, a client or an entry. */
  readonly attributes: readonly string[];
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LAG_SECONDS = [0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

export const METRICS = {
  calls: {
    name: "epicme.calls",
    kind: "counter",
    unit: "{call}",
    description: "Tools, prompts and resources that clients used, by how it ended",
    attributes: ["tool", "outcome"],
  },
  callDuration: {
    name: "epicme.call.duration",
    kind: "histogram",
    unit: "s",
    description: "How long they took, within this process",
    attributes: ["tool"],
    advice: { explicitBucketBoundaries: SECONDS },
  },
  refusedTokens: {
    name: "epicme.tokens.refused",
    kind: "counter",
    unit: "{request}",
    description: "Requests whose token was missing, wrong, lacked scopes, or could not be checked",
    attributes: ["error"],
  },
  limited: {
    name: "epicme.requests.limited",
    kind: "counter",
    unit: "{request}",
    description: "Requests that were answered with 429",
    attributes: ["area"],
  },
  streams: {
    name: "epicme.streams.open",
    kind: "gauge",
    unit: "{stream}",
    description: "Streams that clients listen to",
    attributes: [],
  },
  journals: {
    name: "epicme.journals",
    kind: "gauge",
    unit: "{journal}",
    description: "Journals in the database, counted every ten minutes",
    attributes: [],
  },
  indexLag: {
    name: "epicme.index.lag",
    kind: "histogram",
    unit: "s",
    description: "From a write until the search index has it",
    attributes: [],
    advice: { explicitBucketBoundaries: LAG_SECONDS },
  },
  indexBehind: {
    name: "epicme.index.behind",
    kind: "gauge",
    unit: "{journal}",
    description: "Journals that were written to here and whose search index does not have it yet",
    attributes: [],
  },
} as const satisfies Record<string, Metric>;

/** Nothing is kept or sent unless `OTEL_DENO` is set: then Deno stands behind this. */
const meter = metrics.getMeter("epicme");

const calls = meter.createCounter(METRICS.calls.name, METRICS.calls);
const callDuration = meter.createHistogram(METRICS.callDuration.name, METRICS.callDuration);
const refusedTokens = meter.createCounter(METRICS.refusedTokens.name, METRICS.refusedTokens);
const limited = meter.createCounter(METRICS.limited.name, METRICS.limited);
const indexLag = meter.createHistogram(METRICS.indexLag.name, METRICS.indexLag);

/** Counts what a client used, by a name of ours, with how long it took unless it was refused. */
export function countCall(tool: string, outcome: string, milliseconds?: number): void {
  calls.add(1, { tool, outcome });
  if (milliseconds !== undefined) callDuration.record(milliseconds / 1000, { tool });
}

/** Counts a request that the guard refused, by the `error` of the answer. */
export function countRefusedToken(error: string): void {
  refusedTokens.add(1, { error });
}

/** Counts a request that came too soon after others, by the part of the server that it was for. */
export function countLimited(area: string): void {
  limited.add(1, { area });
}

/** Records how long the index took to have a write. */
export function recordIndexLag(milliseconds: number): void {
  indexLag.record(milliseconds / 1000);
}

type GaugeName = {
  [K in keyof typeof METRICS]: typeof METRICS[K]["kind"] extends "gauge" ? K : never;
}[
  keyof typeof METRICS
];

/** Reports what `read` returns, if anything, whenever metrics are sent, until disposed of. */
export function observe(gauge: GaugeName, read: () => number | undefined): Disposable {
  const { name, ...options } = METRICS[gauge];
  const observable = meter.createObservableGauge(name, options);
  const report = (result: { observe(value: number, attributes?: Attributes): void }) => {
    const value = read();
    if (value !== undefined) result.observe(value);
  };
  observable.addCallback(report);
  return { [Symbol.dispose]: () => observable.removeCallback(report) };
}
