import { askingPage } from "./asking.ts";
import { configurationPage, environmentExample } from "./configuration.ts";
import { readFace } from "./face.ts";
import { referencePage } from "./reference.ts";

/*
 * Writes the documents that are made of the code, and the snapshots of what clients get. A test
 * fails until that is done, so that a reviewer sees what a change means for others.
 */

const ROOT = new URL("../../", import.meta.url);
const SNAPSHOTS = "tests/docs/face/snapshots/";

const PAGES = {
  "docs/asking.md": await askingPage(),
  "docs/configuration.md": configurationPage(),
  "docs/reference.md": referencePage(),
  ".env.example": environmentExample(),
};

for (const [path, text] of Object.entries(PAGES)) {
  await Deno.writeTextFile(new URL(path, ROOT), text);
}
const { face } = await readFace();
await Deno.remove(new URL(SNAPSHOTS, ROOT), { recursive: true }).catch(() => {});
for (const [file, content] of Object.entries(face)) {
  const url = new URL(SNAPSHOTS + file, ROOT);
  await Deno.mkdir(new URL(".", url), { recursive: true });
  await Deno.writeTextFile(url, `${JSON.stringify(content, undefined, 2)}\n`);
}
await new Deno.Command(Deno.execPath(), {
  args: ["fmt", "--quiet", SNAPSHOTS, ...Object.keys(PAGES).filter((path) => path.endsWith(".md"))],
  cwd: ROOT,
}).output();
