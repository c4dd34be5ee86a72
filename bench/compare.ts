import { type ContenderName, CONTENDERS } from "./contenders.ts";
import { runSeries, type Series, type SeriesOptions } from "./series.ts";
import { median, percentile } from "./statistics.ts";
import type { Target } from "./targets.ts";

export interface CompareOptions extends SeriesOptions {
  rounds: number;
}

/** What one contender achieved in all of its turns. */
export interface Figures {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** The contenders beside each other. Ratios are of requests a second. */
export interface Comparison extends Record<ContenderName, Figures> {
  oursToEcho: Ratio;
  echoToBare: Ratio;
}

/** The ratios of all rounds. */
export interface Ratio {
  median: number;
  lowest: number;
  highest: number;
}

/**
 * Lets the contenders take turns and compares those of the same round: whatever else the machine
 * does at that time slows all of them down alike.
 */
export async function compare(
  targets: Record<ContenderName, Target>,
  options: CompareOptions,
): Promise<Comparison> {
  const rounds: Round[] = [];
  while (rounds.length < options.rounds) rounds.push(await playRound(targets, options));
  return {
    ours: figures(rounds.map(({ ours }) => ours)),
    echo: figures(rounds.map(({ echo }) => echo)),
    bare: figures(rounds.map(({ bare }) => bare)),
    oursToEcho: ratio(rounds, ["ours", "echo"]),
    echoToBare: ratio(rounds, ["echo", "bare"]),
  };
}

/** What each contender achieved in one turn. */
export type Round = Record<ContenderName, Series>;

/** Gives each contender one turn. */
export async function playRound(
  targets: Record<ContenderName, Target>,
  options: SeriesOptions,
): Promise<Round> {
  const turns: [ContenderName, Series][] = [];
  for (const name of CONTENDERS) turns.push([name, await runSeries(targets[name], options)]);
  return Object.fromEntries(turns) as Round;
}

function figures(turns: readonly Series[]): Figures {
  const latenciesMs = turns.flatMap((turn) => turn.latenciesMs);
  return {
    requestsPerSecond: median(turns.map((turn) => turn.requestsPerSecond)),
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
  };
}

function ratio(rounds: readonly Round[], [a, b]: [ContenderName, ContenderName]): Ratio {
  const ratios = rounds.map((round) => round[a].requestsPerSecond / round[b].requestsPerSecond);
  return { median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) };
}
