/*
 * Runs the tests that need nothing but this process: no browser, no PostgreSQL, no program. Each file
 * of tests by itself loads the whole server again, which takes longer than the tests, so as many
 * modules as there are processors import them all. Arguments go on to `deno test`.
 */

const ROOT = new URL("../", import.meta.url);
const QUICK = ["tests/unit/", "tests/http/", "tests/docs/", "tests/architecture/"];

const files = (await Promise.all(QUICK.map(listTests))).flat().sort();
const directory = await Deno.makeTempDir({ prefix: "epicme-tests-" });
const parts = Map.groupBy(files, (_, n) => n % navigator.hardwareConcurrency);
const paths = await Promise.all([...parts].map(async ([n, part]) => {
  const path = `${directory}/part_${n + 1}_test.ts`;
  const imports = part.map((file) => `import ${JSON.stringify(new URL(file, ROOT).href)};`);
  await Deno.writeTextFile(path, imports.join("\n"));
  return path;
}));
const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["test", "-A", "--parallel", "--no-check", "--config", "deno.json", ...paths, ...Deno.args],
  cwd: ROOT,
}).spawn().status;
await Deno.remove(directory, { recursive: true });
Deno.exit(code);

async function listTests(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))) {
    if (isDirectory) found.push(...await listTests(`${folder}${name}/`));
    else if (name.endsWith("_test.ts")) found.push(folder + name);
  }
  return found;
}
