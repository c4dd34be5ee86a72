import assert from "node:assert/strict";

const ROOT = new URL("../..", import.meta.url);

/** A file or folder of tests, and part of a test's name; `…` stands for what the test fills in. */
const REFERENCE = /(tests\/[\w/]+(?:\.ts)?)(?: "([^"]+)")?/g;

for (const page of ["docs/authorization.md", "docs/threat_model.md"]) {
  Deno.test(`every test that ${page} names is there`, async () => {
    const text = (await Deno.readTextFile(new URL(page, ROOT))).replaceAll(/\s+/g, " ");
    const references = [...text.matchAll(REFERENCE)];
    assert(references.length > 20, "the page names its tests");
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
