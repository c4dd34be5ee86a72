import { parseArgs } from "node:util";
import { missingOfCluster, startCluster } from "../../tests/support/engines/cluster.ts";
import { startProcess } from "../../tests/support/programs/server_process.ts";
import { soak, type Soaked } from "./soak.ts";

/*
 * `deno task bench:soak [--minutes=30] [--quick]` keeps the embedded default, and two instances behind
 * nginx over denokv and PostgreSQL, under a steady mixed load at the same time. It prints what they
 * hold in memory, and fails if anything is answered with an error or lost.
 */
const { values } = parseArgs({
  options: { quick: { type: "boolean" }, minutes: { type: "string", default: "30" } },
});
const minutes = values.quick ? 0.2 : Number(values.minutes);
const load = {
  ...{ minutes, connections: 4, pauseMs: 50 },
  sampleSeconds: Math.max(2, minutes * 60 / 30),
};

await using embedded = await startProcess({ environment: { RATE_LIMIT_PER_MINUTE: "1000000" } });
const missing = missingOfCluster();
if (missing.length > 0) console.log(`Skipped: two instances, without ${missing.join(" and ")}`);
await using cluster = missing.length > 0 ? undefined : await startCluster();
console.log(
  `load of the machine before: ${Deno.loadavg().map((each) => each.toFixed(1)).join(" ")}`,
);
const soaked = await Promise.all([
  soak({ ...load, resource: embedded.resource, processes: [embedded] }),
  ...cluster ? [soak({ ...load, resource: cluster.resource, processes: cluster.instances })] : [],
]);
for (const [n, each] of soaked.entries()) {
  report(n === 0 ? "embedded default" : "two instances", each);
}
console.log(
  `load of the machine after: ${Deno.loadavg().map((each) => each.toFixed(1)).join(" ")}`,
);
if (soaked.some(({ errors, lost }) => errors.length > 0 || lost > 0)) Deno.exitCode = 1;

function report(name: string, { residentBytes, ...figures }: Soaked): void {
  const { calls, written, lost, errors, p50, p99 } = figures;
  console.log(
    `\n${name}: ${calls} calls in ${minutes} minutes, ${written} entries written, ${lost} lost, ` +
      `${errors.length} kinds of errors, median ${p50.toFixed(1)} ms, p99 ${p99.toFixed(0)} ms`,
  );
  for (const error of errors) console.log(`  ${error}`);
  for (const n of residentBytes[0].keys()) {
    const series = residentBytes.map((each) => Math.round(each[n] / 1024 ** 2));
    console.log(`  MB of process ${n + 1}: ${series.join(", ")}`);
  }
}
