import assert from "node:assert/strict";
import { runFiles } from "./files_run.ts";

const given = Deno.env.get("EPICME_SEED");
const SEEDS = given === undefined ? [1, 2, 3, 4] : [Number(given)];

for (const seed of SEEDS) {
  Deno.test(`files of entries agree with a plain model at every random step (seed ${seed})`, async () => {
    const outcomes = await runFiles({ seed, steps: 300 });
    for (const name of ["ok", "not_found", "trashed", "limit_exceeded"]) {
      assert(outcomes[name] > 1, `${name} is seldom: ${JSON.stringify(outcomes)}`);
    }
  });
}
