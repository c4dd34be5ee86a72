import assert from "node:assert/strict";
import type { Driver, Port } from "../driver.ts";
import { run, type RunOptions } from "../run.ts";
import { openWorld, type World } from "../world.ts";

export interface Fault extends Pick<RunOptions, "foreignImports"> {
  /** One whose run comes upon the fault early; any other comes upon it later. */
  seed: number;
  /** Called once for each person; returns what is wrong with the journal of each of their drivers. */
  spoil: (world: World) => (driver: Driver) => Partial<Port>;
}

/** What is drawn changes with the model, and a run may not come upon a fault any more. */
const MAX_RUNS = 5;
const STEPS = 300;

/**
 * Lets all journals of a run have a fault, of which the model must say at which step it showed. Where it
 * did not show at all, another run has it.
 */
export async function seesFault(fault: Fault): Promise<void> {
  for (let runs = 1; runs <= MAX_RUNS; runs++) {
    const { seed } = fault;
    const error = await runWith(fault).then(() => undefined, (error: Error) => error);
    if (error) return assert.equal(error.message.replace(/\d+/, "n"), wentWrong(seed));
    fault = { ...fault, seed: seed + 1 };
  }
  assert.fail(`The fault has not shown in ${MAX_RUNS} runs of ${STEPS} steps`);
}

const wentWrong = (seed: number) => `Step n with EPICME_SEED=${seed} went wrong`;

async function runWith({ seed, spoil, foreignImports }: Fault): Promise<void> {
  await run({
    seed,
    steps: STEPS,
    foreignImports,
    async open(seed) {
      const world = await openWorld(seed);
      for (const { drivers } of world.members) {
        const faultOf = spoil(world);
        for (const driver of drivers) driver.journal = { ...driver.journal, ...faultOf(driver) };
      }
      return world;
    },
  });
}
