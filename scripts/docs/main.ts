import { readFace, withTables } from "./face.ts";

/*
 * Writes down what clients see of the server, and the tables of the README that say it to people.
 * The tests fail until that is done: a change of the public face is seen by whoever reviews it.
 */

const ROOT = new URL("../../", import.meta.url);
const SNAPSHOTS = new URL("tests/docs/face/snapshots/", ROOT);

const { face } = await readFace();
await Deno.remove(SNAPSHOTS, { recursive: true }).catch(() => {});
for (const [file, content] of Object.entries(face)) {
  const url = new URL(file, SNAPSHOTS);
  await Deno.mkdir(new URL(".", url), { recursive: true });
  await Deno.writeTextFile(url, `${JSON.stringify(content, undefined, 2)}\n`);
}
const readme = new URL("README.md", ROOT);
await Deno.writeTextFile(readme, withTables(await Deno.readTextFile(readme)));
await new Deno.Command(Deno.execPath(), {
  args: ["fmt", "--quiet", "tests/docs/face/snapshots", "README.md"],
  cwd: ROOT,
}).output();
