import assert from "node:assert/strict";
import { Variables } from "../../lib/variables/variables.ts";
import { SHOWN_FIELD_NAMES } from "../../lib/journal/mod.ts";
import { TOOLS } from "../../lib/mcp/mod.ts";
import { listFiles } from "../support/files.ts";

const ROOT = new URL("../../", import.meta.url);

/** Each checklist, what it is about, and all that went through it. */
const CHECKLISTS = {
  "add-a-tool": { placeholder: "<tool>", names: TOOLS.map(({ name }) => name) },
  "add-a-field": { placeholder: "<field>", names: SHOWN_FIELD_NAMES },
  "add-a-setting": { placeholder: "<variable>", names: Object.keys(Variables.shape) },
};

const files = await listFiles();

for (const [page, { placeholder, names }] of Object.entries(CHECKLISTS)) {
  Deno.test(`docs/contributing/${page}.md is what everything of its kind has gone through`, async () => {
    const text = await Deno.readTextFile(new URL(`docs/contributing/${page}.md`, ROOT));
    const steps = text.split(/^\d+\. \[ \] /m).slice(1);
    assert(steps.length > 5);
    for (const step of steps) {
      for (const name of names) await follow(step.replaceAll(placeholder, name), name);
    }
  });
}

/** Every path of the step is there, and the quoted name is in each that the step says holds it. */
async function follow(step: string, name: string): Promise<void> {
  const paths = [
    ...step.matchAll(/`((?:lib|routes|tests|docs)\/[\w/<>.-]+|[\w.-]+\.(?:md|example))`/g),
  ]
    .map(([, path]) => path);
  const found = paths.flatMap((path) => {
    const matches = resolve(path);
    return matches.length > 0 ? matches : assert.fail(`${path} is not there: ${step}`);
  });
  if (!step.includes(`"${name}"`)) return;
  const texts = await Promise.all(
    found.map((path) => path.endsWith("/") ? name : Deno.readTextFile(new URL(path, ROOT))),
  );
  assert(texts.some((text) => text.includes(name)), `${name} is in none of ${found.join(", ")}`);
}

/** The files that a path of a checklist can mean, or the folder. */
function resolve(path: string): string[] {
  if (path.endsWith("/")) return files.some((file) => file.startsWith(path)) ? [path] : [];
  const pattern = new RegExp(`^${RegExp.escape(path).replace(RegExp.escape("<group>"), "\\w+")}$`);
  return files.filter((file) => pattern.test(file));
}
