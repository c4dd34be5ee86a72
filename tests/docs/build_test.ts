import assert from "node:assert/strict";
import { SHOWN_IN_TIMELINE, TIMELINE_APP } from "../../lib/mcp/apps/timeline.ts";
import { findTool } from "../../lib/mcp/tools/mod.ts";
import { buildTimeline } from "../../scripts/build.ts";

Deno.test({
  name: "the app that is served is what its source makes",
  // Another version of Deno brings another bundler, whose output differs in letters only.
  ignore: Deno.version.deno !== "2.9.6",
  async fn() {
    const isCurrent = TIMELINE_APP.text === await buildTimeline();
    assert(isCurrent, "Run deno task build");
  },
});

Deno.test("the app is small, and lets in nothing but itself", () => {
  assert(TIMELINE_APP.text.length < 100_000);
  assert.match(
    TIMELINE_APP.text,
    /content="default-src 'none'; script-src 'sha256-[^ ]{44}'; style-src 'sha256-[^ ]{44}'; base-uri 'none';/,
  );
  assert.deepEqual(TIMELINE_APP._meta.ui.csp, { connectDomains: [], resourceDomains: [] });
});

Deno.test("the tools that the app shows name it, in the present way and in the older one", () => {
  for (const name of ["journal_stats", "on_this_day"]) {
    assert.deepEqual(findTool(name)?.meta, SHOWN_IN_TIMELINE);
  }
  assert.equal(SHOWN_IN_TIMELINE.ui.resourceUri, TIMELINE_APP.uri);
  assert.equal(SHOWN_IN_TIMELINE["ui/resourceUri"], TIMELINE_APP.uri);
});
