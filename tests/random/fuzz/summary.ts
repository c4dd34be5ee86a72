import type { Problem, Report } from "./report.ts";

const SHOWN = 20;

/** Returns a report as text: the counts, the memory, and the first of each kind of problem. */
export function summary({ seed, requests, counts, problems, memory }: Report): string {
  const kinds = Object.entries(counts).sort(([left], [right]) => left.localeCompare(right));
  return [
    ...kinds.map(([kind, statuses]) => `${kind.padEnd(12)} ${statusesText(statuses)}`),
    `memory       ${mebibytes(memory.before)} after a tenth, ${mebibytes(memory.after)} at the end`,
    `problems     ${problems.length} in ${requests} requests with seed ${seed}`,
    ...firstOfEach(problems).slice(0, SHOWN).map(problemText),
  ].join("\n");
}

function statusesText(statuses: Record<number, number>): string {
  return Object.entries(statuses).map(([status, count]) => `${status}: ${count}`).join(", ");
}

function firstOfEach(problems: Problem[]): Problem[] {
  const groups = Map.groupBy(problems, ({ problem, request }) => `${problem} ${request?.kind}`);
  return [...groups.values()].map(([first]) => first);
}

function problemText({ index, problem, request }: Problem): string {
  const shown = request && Deno.inspect(request, { depth: 4, strAbbreviateSize: 500 });
  return `\n#${index}: ${problem}\n${shown ?? ""}`;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
