import assert from "node:assert/strict";
import { runFiles } from "./files_run.ts";

const given = Deno.env.get("EPICME_SEED");
const SEEDS = given === undefined ? [1, 2, 3, 4] : [Number(given)];
/** `deno task model` takes more, in CI with other seeds. */
const STEPS = 120;

for (const seed of SEEDS) {
  Deno.test(`files of entries agree with a plain model at every random step (seed ${seed})`, async () => {
    const outcomes = await runFiles({ seed, steps: STEPS });
    for (const name of ["ok", "not_found", "trashed", "limit_exceeded"]) {
      assert(outcomes[name] > 0, `${name} has not been: ${JSON.stringify(outcomes)}`);
    }
  });
}
