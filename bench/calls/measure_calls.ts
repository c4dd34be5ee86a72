import { CONNECTIONS, type Options } from "../options.ts";
import type { PeerCommands } from "../peers/install.ts";
import { runSeries, type Series } from "../series.ts";
import { median, percentile } from "../statistics.ts";
import { type Era, ERAS } from "../tool_call.ts";
import { type ContenderName, startContenders } from "./contenders.ts";
import type { OurJournals } from "./our_journals.ts";
import type { Operation } from "./questions.ts";
import { createTargets, type Targets } from "./targets.ts";

/** What one contender achieved in all of its turns. */
export interface Figures {
  callsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** The ratios of all rounds, of calls a second. */
export interface Ratio {
  median: number;
  lowest: number;
  highest: number;
}

/** All contenders at one question. Who is not there has no figures. */
export interface CallRow {
  entries: number;
  tool: Operation;
  era: Era;
  connections: number;
  figures: Partial<Record<ContenderName, Figures>>;
  /** We to each other. */
  ratios: Partial<Record<ContenderName, Ratio>>;
}

/** What each contender achieved in one turn. */
type Round = Partial<Record<ContenderName, Series>>;

/** Lets all contenders answer the same calls, in turns. */
export async function measureCalls(
  ours: OurJournals,
  { peers, sizes, operations, rounds, turnMs, warmUpMs }: Options & { peers: PeerCommands },
): Promise<CallRow[]> {
  await using running = await startContenders(ours, peers);
  const rows: CallRow[] = [];
  for (const entries of sizes) {
    await using ofSize = await running.withJournals(entries);
    for (const tool of operations) {
      for (const era of ERAS) {
        const targets = await createTargets(ofSize.contenders, { tool, era });
        const most = Math.max(...CONNECTIONS);
        await playRound(targets, { connections: most, turnMs: warmUpMs });
        for (const connections of CONNECTIONS) {
          console.error(`${entries} entries, ${tool}, ${era}, ${connections} connection(s) ...`);
          const played: Round[] = [];
          while (played.length < rounds) {
            played.push(await playRound(targets, { connections, turnMs }));
          }
          rows.push({ entries, tool, era, connections, ...compared(played) });
        }
      }
    }
  }
  return rows;
}

/**
 * Gives each contender one turn. Those of a round are compared: whatever else the machine does at
 * that time slows all of them down alike.
 */
async function playRound(
  targets: Targets,
  options: { connections: number; turnMs: number },
): Promise<Round> {
  const round: Round = {};
  for (const [name, target] of Object.entries(targets)) {
    round[name as ContenderName] = await runSeries(target, options);
  }
  return round;
}

function compared(rounds: readonly Round[]): Pick<CallRow, "figures" | "ratios"> {
  const names = Object.keys(rounds[0]) as ContenderName[];
  return {
    figures: Object.fromEntries(
      names.map((name) => [name, figures(rounds.map((round) => round[name]!))]),
    ),
    ratios: Object.fromEntries(names.map((name) => [name, ratio(rounds, name)])),
  };
}

function figures(turns: readonly Series[]): Figures {
  const latenciesMs = turns.flatMap((turn) => turn.latenciesMs);
  return {
    callsPerSecond: median(turns.map((turn) => turn.requestsPerSecond)),
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
  };
}

function ratio(rounds: readonly Round[], other: ContenderName): Ratio {
  const ratios = rounds.map((round) =>
    round.ours!.requestsPerSecond / round[other]!.requestsPerSecond
  );
  return { median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) };
}
