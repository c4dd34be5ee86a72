import assert from "node:assert/strict";
import { startPacer } from "../../../lib/search/pacer.ts";

/** Keeps the thread for longer than a pacer lets pass. */
function work(): void {
  const end = performance.now() + 10;
  while (performance.now() < end);
}

Deno.test("what takes longer than it may ends at its next pause", async () => {
  const pacer = startPacer({ limitMs: 1 });
  work();
  await assert.rejects(pacer.pause(), /takes too long/);
});

Deno.test("what may take as long as it likes lets others go first, and goes on", async () => {
  const pacer = startPacer();
  work();
  let isTurnOfOthers = false;
  setTimeout(() => isTurnOfOthers = true, 0);
  await pacer.pause();
  assert.ok(isTurnOfOthers);
});
