import type { Machine } from "../performance/machine.ts";
import { machineTable } from "../performance/machine.ts";
import { table } from "../performance/sections.ts";
import type { CrowdOptions } from "./crowd.ts";
import type { FloodFigures } from "./measure_floods.ts";

/** All that `deno task bench:people` measures. */
export interface PeopleResults {
  machine: Machine;
  people: number;
  minutes: number;
  load: Pick<CrowdOptions, "connections" | "atOnce" | "pauseMs">;
  calls: number;
  written: number;
  lost: number;
  errors: number;
  p50Ms: number;
  p99Ms: number;
  /** At the start, at even times, and at the end. */
  residentBytes: readonly number[];
  floods: readonly FloodFigures[];
}

/** The section of `deno task bench:people` in docs/performance.md. */
export function peopleSection(results: PeopleResults): string {
  const { machine, people, minutes, load, residentBytes, floods } = results;
  const { connections, atOnce, pauseMs } = load;
  const megabytes = residentBytes.map((bytes) => Math.round(bytes / 2 ** 20));
  return [
    machineTable(machine),
    "### In turn",
    `${people} people for ${minutes} minutes, ${atOnce} at a time with ${connections} connections ` +
    `each and ${pauseMs} ms between two calls. Of ten calls four read an entry, two list, one ` +
    "searches, two write and one changes.",
    table(["Calls", "Entries written", "Lost", "Errors", "Median", "p99"], [[
      ...[results.calls, results.written, results.lost, results.errors]
        .map((count) => count.toLocaleString("en")),
      `${results.p50Ms.toFixed(1)} ms`,
      `${results.p99Ms.toFixed(1)} ms`,
    ]]),
    `Megabytes that the server held, from its start to the end: ${megabytes.join(", ")}.`,
    "### Beside somebody who floods",
    "The 99th percentile of what all others wait for a call, in rounds without and with somebody who " +
    "asks for more than is theirs.",
    table(
      [
        "One person's calls",
        "Calls",
        "Answered",
        "Refused",
        "Others without",
        "Others with",
        "Ratio",
      ],
      floods.map(({ what, flooded, withMs, withoutMs, ratio }) => [
        what,
        (flooded.answered + flooded.refused + flooded.others).toLocaleString("en"),
        flooded.answered.toLocaleString("en"),
        flooded.refused.toLocaleString("en"),
        `${withoutMs.toFixed(1)} ms`,
        `${withMs.toFixed(1)} ms`,
        `${ratio.median.toFixed(2)} (${ratio.lowest.toFixed(2)}–${ratio.highest.toFixed(2)})`,
      ]),
    ),
  ].join("\n\n");
}
