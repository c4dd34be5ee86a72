import assert from "node:assert/strict";
import { CALLS } from "../../bench/bill/calls.ts";
import { OPERATIONS } from "../../bench/calls/questions.ts";
import { CONNECTIONS, SIZES } from "../../bench/options.ts";
import { benchSection, outlineOf, type Results } from "../../bench/performance/page.ts";
import { readSection } from "../../bench/performance/sections.ts";
import { ERAS } from "../../bench/tool_call.ts";

/** What a run finds, without any figures. */
const RESULTS: Results = {
  machine: {
    ...{ date: "2026-11-30", processor: "", cores: 0, memory: 0, system: "", deno: "", loads: [] },
  },
  calls: OPERATIONS.flatMap((tool) =>
    SIZES.flatMap((entries) =>
      ERAS.flatMap((era) =>
        CONNECTIONS.map((connections) => ({
          ...{ entries, tool, era, connections, figures: {}, ratios: {} },
        }))
      )
    )
  ),
  figures: [],
  bill: {
    ...{ toolsList: 0, tools: 0, instructions: 0 },
    results: CALLS.map(([what]) => ({ what, text: 0, others: 0 })),
  },
};

Deno.test("docs/performance.md has all that deno task bench --write writes", async () => {
  // Which parts a large journal is held against is not known before it is.
  const known = (section: string) =>
    outlineOf(section).filter((line) => !/ \/ |, of #,?#* entries|, #,?#* entries/.test(line));
  assert.deepEqual(known(await readSection("bench")), known(benchSection(RESULTS)));
});
