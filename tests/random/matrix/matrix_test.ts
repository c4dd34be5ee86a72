import assert from "node:assert/strict";
import { runMatrix } from "./matrix.ts";
import { table } from "./table.ts";

Deno.test("every credential with every request is answered as the rules say", async () => {
  const cells = await runMatrix();
  assert.deepEqual(cells.filter(({ actual, wanted }) => actual !== wanted), [], table(cells));
  for (
    const status of ["200", "204", "401", "401 invalid_token", "403 insufficient_scope", "405"]
  ) {
    assert(cells.some(({ actual }) => actual === status), `${status} never comes`);
  }
});
