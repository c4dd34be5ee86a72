import { parseArgs } from "node:util";
import { runFiles } from "../journal/files_run.ts";
import { runPrivate } from "../journal/private_run.ts";
import { openInstancesWorld } from "./instances_world.ts";
import { openMcpWorld } from "./mcp_world.ts";
import { run } from "./run.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    seed: { type: "string" },
    steps: { type: "string", default: "20000" },
    mcp: { type: "boolean" },
    instances: { type: "boolean" },
  },
});
const seed = Number(values.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]);
const steps = Number(values.steps);

console.log(`seed ${seed}, ${steps} steps`);
const start = performance.now();
const { writes, outcomes } = await run({
  seed,
  steps,
  open: values.mcp ? openMcpWorld : values.instances ? openInstancesWorld : undefined,
  onProgress: (step) => console.log(`${step} steps`),
});
const seconds = Math.round((performance.now() - start) / 1_000);
console.log(`${writes} writes in ${seconds} s agree with the model`, outcomes);
console.log("and so do files", await runFiles({ seed, steps: Math.ceil(steps / 2) }));
await runPrivate({ seed, steps: Math.min(Math.ceil(steps / 3), 400) });
console.log("and others see nothing of what is private");
