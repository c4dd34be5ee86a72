import { parseArgs } from "node:util";
import { missingOfCluster, startCluster } from "../../tests/support/engines/cluster.ts";
import { startProcess } from "../../tests/support/programs/server_process.ts";
import { runSeries } from "../series.ts";
import { median, percentile } from "../statistics.ts";
import { type Asked, fill, QUESTIONS, targetOf } from "./questions.ts";

/*
 * `deno task bench:instances [--quick]` puts two instances behind nginx over denokv and PostgreSQL
 * beside the embedded default, a file and SQLite, on this machine and in the same run. They have
 * their turns one after the other, and share the processors with this program.
 */
const CONNECTIONS = [1, 16];
const { values: { quick } } = parseArgs({ options: { quick: { type: "boolean" } } });
const { entries, rounds, turnMs } = quick
  ? { entries: 100, rounds: 2, turnMs: 200 }
  : { entries: 1_000, rounds: 7, turnMs: 1_000 };

const missing = missingOfCluster();
if (missing.length > 0) {
  console.log(`Skipped: two instances, without ${missing.join(" and ")}`);
  Deno.exit();
}
await using cluster = await startCluster();
await using embedded = await startProcess({
  environment: { RATE_LIMIT_PER_MINUTE: "1000000" },
});
const asked: Record<string, Asked> = {
  "embedded default": await fill(embedded.resource, entries),
  "two instances": await fill(cluster.resource, entries),
};

console.log(`${entries} entries of 1 KB; load of the machine before: ${loads()}`);
console.log("| Operation | Connections | Server | Calls a second | Median, ms | p99, ms |");
console.log("| --- | --- | --- | --- | --- | --- |");
for (const tool of QUESTIONS) {
  for (const connections of CONNECTIONS) {
    const names = Object.keys(asked);
    const rates = new Map<string, number[]>(names.map((name) => [name, []]));
    const latencies = new Map<string, number[]>(names.map((name) => [name, []]));
    // The first round warms up, and does not count.
    for (let round = 0; round <= rounds; round++) {
      for (const name of names) {
        const target = targetOf(asked[name], tool);
        const series = await runSeries(target, { connections, turnMs });
        if (round === 0) continue;
        rates.get(name)!.push(series.requestsPerSecond);
        latencies.get(name)!.push(...series.latenciesMs);
      }
    }
    for (const name of names) {
      const [rate, all] = [rates.get(name)!, latencies.get(name)!];
      const figures = [median(rate).toFixed(0), ms(median(all)), ms(percentile(all, 0.99))];
      console.log(`| ${[tool, connections, name, ...figures].join(" | ")} |`);
    }
  }
}
console.log(`load of the machine after: ${loads()}`);

function ms(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}

function loads(): string {
  return Deno.loadavg().map((load) => load.toFixed(1)).join(" ");
}
