import assert from "node:assert/strict";
import { postgres, sqlite, withPostgres } from "../search/backends.ts";
import { crash } from "./search_crash.ts";

withPostgres();

for (const backend of [sqlite, postgres]) {
  Deno.test(`${backend.name} misses nothing when processes are killed at any moment`, {
    ignore: backend.isMissing,
  }, async () => {
    const directory = await Deno.makeTempDir();
    await using place = await backend.place();
    const report = await crash({
      path: `${directory}/journal.kv`,
      place: place.options,
      kills: 6,
    });
    assert.ok(report.writes > 0 && report.searches > 0);
    assert.deepEqual({ ...report, missed: 0, different: 0, faults: [] }, report);
    await Deno.remove(directory, { recursive: true });
  });
}
