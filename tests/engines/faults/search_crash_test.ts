import assert from "node:assert/strict";
import { postgres, sqlite, withPostgres } from "../../unit/search/backends.ts";
import { openPlace } from "./places.ts";
import { crash } from "./search_crash.ts";

withPostgres();

for (
  const [journals, backend] of [
    ["a file", sqlite],
    ["a file", postgres],
    ["KV Connect", postgres],
  ] as const
) {
  const where = `${journals} and ${backend.name}`;
  Deno.test(`journals in ${where} lose and miss nothing when processes are killed at any moment`, {
    ignore: backend.isMissing,
  }, async () => {
    await using place = await openPlace(journals, backend);
    const report = await crash(place, { kills: 6 });
    assert.ok(report.writes > 0 && report.searches > 0 && report.entries > 0 && report.files > 0);
    const flawless = { lost: [], missed: 0, different: [], torn: [], faults: [] };
    assert.deepEqual(report, { ...report, ...flawless });
  });
}
