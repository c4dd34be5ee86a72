import { parseArgs } from "node:util";
import { fuzz } from "./run.ts";
import { summary } from "./summary.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: { seed: { type: "string" }, requests: { type: "string", default: "20000" } },
});
const seed = Number(values.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]);
const requests = Number(values.requests);

console.log(`seed ${seed}, ${requests} requests`);
const report = await fuzz({
  seed,
  requests,
  onProgress: (done) => done % 5_000 === 0 && console.log(`${done} answered`),
});
console.log(summary(report));
Deno.exit(report.problems.length === 0 ? 0 : 1);
