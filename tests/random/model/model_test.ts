import assert from "node:assert/strict";
import { openInstancesWorld } from "./instances_world.ts";
import { openMcpWorld } from "./mcp_world.ts";
import { run } from "./run.ts";

const given = Deno.env.get("EPICME_SEED");
/** One of those of faults/, which so are not taken for what is wrong with the journal itself. */
const SEED = Number(given ?? 1);
/** So many that each journal is erased once; `deno task model` takes more, in CI with other seeds. */
const STEPS = 180;

Deno.test(`three people's journals agree with a plain model at every random step (seed ${SEED})`, async () => {
  const { outcomes } = await run({ seed: SEED, steps: STEPS });
  for (
    const name of ["createEntry", "updateEntry", "restoreRevision", "purgeEntry", "deleteTag"]
  ) {
    assert(outcomes[`${name} ok`] > 0, `${name} never succeeds: ${JSON.stringify(outcomes)}`);
  }
  // That they update something, too, is certain where they are many: in faults/.
  assert(outcomes["import created"] > 0, `Nothing is imported: ${JSON.stringify(outcomes)}`);
});

Deno.test("three people's journals agree with the model where two instances use one database", async () => {
  const { outcomes } = await run({ seed: SEED, steps: 60, open: openInstancesWorld });
  assert(outcomes["createEntry ok"] > 3, JSON.stringify(outcomes));
});

Deno.test("two people's journals agree with the model at the endpoint, in both eras", async () => {
  const { outcomes } = await run({ seed: SEED, steps: 60, open: openMcpWorld });
  const succeeded = Object.entries(outcomes).filter(([name]) => name.endsWith(" ok"));
  // Which of them a short run has is left to chance.
  assert(succeeded.length > 3, JSON.stringify(outcomes));
  assert(outcomes["createEntry ok"] > 3, JSON.stringify(outcomes));
});
