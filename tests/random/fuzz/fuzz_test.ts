import assert from "node:assert/strict";
import { fuzz } from "./run.ts";
import { summary } from "./summary.ts";

Deno.test("two thousand spoiled requests break nothing and show nobody else's journal", async () => {
  const report = await fuzz({ seed: 20261123, requests: 2_000 });
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
  assert(answered("mcp", 200) > 300, "most of the run is refused at the door");
});
