import assert from "node:assert/strict";
import { AUTHORIZATION } from "./expectations.ts";
import { section, summary } from "./page.ts";

const PAGE = await Deno.readTextFile(new URL("../../docs/conformance.md", import.meta.url));

Deno.test("docs/conformance.md says what the tests of conformance expect", () => {
  const parts = [summary(), AUTHORIZATION.map((scenario) => `- \`${scenario}\``).join("\n")];
  for (const revision of ["2026-07-28", "2025-11-25"] as const) {
    for (const required of [true, false]) parts.push(section(revision, { required }));
  }
  for (const part of parts) {
    assert(unformatted(PAGE).includes(unformatted(part)), `This belongs on the page:\n\n${part}`);
  }
});

/** The formatter pads tables and breaks lines. */
function unformatted(markdown: string): string {
  return markdown.replaceAll(/\s+/g, " ").replaceAll(/-{3,}/g, "---");
}
