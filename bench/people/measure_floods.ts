import { openConnection } from "../connection.ts";
import { DRAFT } from "../draft.ts";
import { requestBytes } from "../tool_call.ts";
import { readResult } from "../tool_result.ts";
import { median, percentile } from "../statistics.ts";
import { crowd, type CrowdOptions } from "./crowd.ts";
import { flood, type Flooded, type FloodOptions, importCall, readCall } from "./flood.ts";
import type { Person } from "./person.ts";
import { LIMIT_PER_MINUTE } from "./server.ts";

/** What others notice of somebody who floods. */
export interface FloodFigures {
  what: string;
  /** Of the others, with and without the flood, in milliseconds: the medians of all rounds. */
  withMs: number;
  withoutMs: number;
  /** Of the two in one round. */
  ratio: { median: number; lowest: number; highest: number };
  flooded: Flooded;
  errors: string[];
}

export interface MeasureFloodsOptions {
  port: number;
  people: readonly Person[];
  load: Pick<CrowdOptions, "connections" | "atOnce" | "pauseMs">;
  /** How long each half of a round takes. */
  seconds: number;
  rounds: number;
}

const ENTRIES_OF_FLOODER = 50;

const FLOODS: (Omit<FloodOptions, "port" | "name"> & { what: string })[] = [
  {
    what: "Lists and searches, ten times the limit, evenly",
    perSecond: 10 * LIMIT_PER_MINUTE / 60,
    connections: 20,
    callOf: readCall,
  },
  {
    what: "Lists and searches, as fast as 20 connections can",
    connections: 20,
    callOf: readCall,
  },
  {
    what: "Imports of 100 entries, one after the other",
    connections: 1,
    callOf: importCall,
  },
];

/** Lets people have their turns with and without somebody who floods, in rounds. */
export async function measureFloods(
  { port, people, load, seconds, rounds }: MeasureFloodsOptions,
): Promise<FloodFigures[]> {
  const all: FloodFigures[] = [];
  let flooder = 0;
  for (const { what, ...kind } of FLOODS) {
    const [withMs, withoutMs]: [number[], number[]] = [[], []];
    const flooded: Flooded = { answered: 0, refused: 0, others: 0 };
    const errors = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      // Another one each time, whose limit is untouched.
      const name = await newFlooder(port, flooder++);
      const others = { ...load, port, seconds, people };
      const without = await crowd(others);
      const stop = new AbortController();
      const flooding = flood({ port, name, ...kind }, stop.signal);
      const beside = await crowd(others);
      stop.abort();
      for (const [key, count] of Object.entries(await flooding)) {
        flooded[key as keyof Flooded] += count;
      }
      withMs.push(percentile(beside.latenciesMs, 0.99));
      withoutMs.push(percentile(without.latenciesMs, 0.99));
      for (const error of [...without.errors, ...beside.errors]) errors.add(error);
    }
    const ratios = withMs.map((ms, round) => ms / withoutMs[round]);
    all.push({
      ...{ what, flooded, errors: [...errors] },
      withMs: median(withMs),
      withoutMs: median(withoutMs),
      ratio: {
        median: median(ratios),
        lowest: Math.min(...ratios),
        highest: Math.max(...ratios),
      },
    });
  }
  return all;
}

/** Somebody whose lists are as long as they can be asked for. Returns their name. */
async function newFlooder(port: number, n: number): Promise<string> {
  const accessToken = `flooder-${n}`;
  const connection = await openConnection(port);
  const call = { era: "modern", port, tool: "create_entry", args: DRAFT, accessToken } as const;
  for (let entry = 0; entry < ENTRIES_OF_FLOODER; entry++) {
    readResult(await connection.exchange(requestBytes(call)));
  }
  connection.close();
  return accessToken;
}
