import assert from "node:assert/strict";
import { fuzz } from "./run.ts";
import { summary } from "./summary.ts";

Deno.test("hundreds of spoiled requests break nothing and show nobody else's journal", async () => {
  // `deno task fuzz` sends more, in CI with other seeds.
  const report = await fuzz({ seed: 20261123, requests: 700 });
  assert.equal(report.problems.length, 0, summary(report));

  const answered = (kind: string, status: number) => report.counts[kind]?.[status] ?? 0;
  for (
    const [kind, status] of [["mcp", 200], ["token", 400], ["register", 201], ["pages", 200], [
      "journal",
      200,
    ]]
  ) {
    assert(answered(String(kind), Number(status)) > 0, `${kind} was never answered with ${status}`);
  }
  assert(answered("mcp", 200) > 100, "most of the run is refused at the door");
});
