import assert from "node:assert/strict";
import { runFiles } from "./files_run.ts";

const given = Deno.env.get("EPICME_SEED");
const SEEDS = given === undefined ? [3, 4] : [Number(given)];
/** With fewer, most of what files leave behind has not been due yet. */
const STEPS = 300;

for (const seed of SEEDS) {
  Deno.test(`files of entries agree with a plain model at every random step (seed ${seed})`, async () => {
    const outcomes = await runFiles({ seed, steps: STEPS });
    for (const name of ["ok", "not_found", "trashed", "limit_exceeded"]) {
      assert(outcomes[name] > 1, `${name} is seldom: ${JSON.stringify(outcomes)}`);
    }
  });
}
