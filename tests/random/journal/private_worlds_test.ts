import { runPrivate } from "./private_run.ts";

/** `deno task model` takes more, in CI with other seeds. */
const STEPS = 50;

for (const seed of [1, 2]) {
  Deno.test(`whatever is written in private, others are answered the same (${seed})`, async () => {
    await runPrivate({ seed, steps: STEPS });
  });
}
