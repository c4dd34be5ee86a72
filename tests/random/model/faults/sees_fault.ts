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

/** Lets all journals of a run have a fault, of which the model must say at which step it showed. */
export async function seesFault({ seed, spoil, foreignImports }: Fault): Promise<void> {
  const broken = run({
    seed,
    steps: 400,
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
  await assert.rejects(
    broken,
    new RegExp(`^Error: Step \\d+ with EPICME_SEED=${seed} went wrong$`),
  );
}
