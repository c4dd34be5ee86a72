import assert from "node:assert/strict";
import { listFiles } from "../support/files.ts";

const ROOT = new URL("../..", import.meta.url);

/** A file or folder of tests, and part of a test's name; `…` stands for what the test fills in. */
const REFERENCE = /(tests\/[\w/]+(?:\.ts)?)(?: "([^"]+)")?/g;

for (const page of ["docs/authorization.md", "docs/threat_model.md", "docs/operations.md"]) {
  Deno.test(`every test that ${page} names is there`, async () => {
    const text = (await Deno.readTextFile(new URL(page, ROOT))).replaceAll(/\s+/g, " ");
    const references = [...text.matchAll(REFERENCE)];
    assert(references.length > 15, "the page names its tests");
    for (const [, path, name] of references) {
      const url = new URL(path, ROOT);
      if (name === undefined) {
        await Deno.stat(url);
      } else {
        const code = await Deno.readTextFile(url);
        const parts = name.split("…");
        assert(parts.every((part) => code.includes(part)), `${path} has no test "${name}"`);
      }
    }
  });
}

Deno.test("every rule and trap that a test cites is in docs/authorization.md", async () => {
  const page = await Deno.readTextFile(new URL("docs/authorization.md", ROOT));
  const [rules, traps] = [
    numbersBelow("## The fifteen rules", page),
    numbersBelow("## The ten traps", page),
  ];
  const tests = (await listFiles("tests/")).filter((path) => path.endsWith("_test.ts"));
  for (const path of tests) {
    const code = await Deno.readTextFile(new URL(path, ROOT));
    for (const [cited, kind, number] of code.matchAll(/\b(rule|trap) (\d+)\b/gi)) {
      const known = kind.toLowerCase() === "rule" ? rules : traps;
      assert(known.includes(number), `${path} cites ${cited}`);
    }
  }
  assert.equal(rules.length, 15);
  assert.equal(traps.length, 10);
});

/** The first column of the table below a heading. */
function numbersBelow(heading: string, page: string): string[] {
  const section = page.slice(page.indexOf(heading) + heading.length).split("\n## ")[0];
  return [...section.matchAll(/^\| (\d+) +\|/gm)].map(([, number]) => number);
}
