/*
 * Runs all tests but those of test:engines and test:clients; with --quick those only that need
 * nothing but this process: no browser, no PostgreSQL, no program. Other arguments go on to `deno test`.
 *
 * Each file of tests by itself loads the whole server again, which takes longer than most tests do.
 * So files of a folder are imported by a module, and Deno runs one more of these than there are
 * processors: tests that wait for a program leave theirs to others. It runs them in the order in
 * which they are named, so what takes long comes first, and what is short is left for the end.
 */

/** Folders whose files are shared out among so many modules. */
interface Group {
  folders: readonly string[];
  modules: number;
}

const ROOT = new URL("../", import.meta.url);
const PROCESSORS = navigator.hardwareConcurrency;

const QUICK = ["http", "unit", "docs", "architecture"];

/** All, those first that take longest. */
const ALL: readonly Group[] = [
  { folders: ["random"], modules: 3 },
  { folders: ["browser"], modules: 4 },
  { folders: ["processes"], modules: 4 },
  { folders: ["engines"], modules: 3 },
  { folders: ["conformance", "external", "waiting"], modules: 3 },
  { folders: ["shipping"], modules: 1 },
  { folders: QUICK, modules: 3 * PROCESSORS },
];

const isQuick = Deno.args.includes("--quick");
const others = Deno.args.filter((argument) => argument !== "--quick");
const directory = await Deno.makeTempDir({ prefix: "epicme-tests-" });
const modules: string[] = [];
for (
  const { folders, modules: count } of isQuick ? [{ folders: QUICK, modules: PROCESSORS }] : ALL
) {
  const listed = await Promise.all(folders.map((folder) => listTests(`tests/${folder}/`)));
  const files = listed.flat().sort();
  const parts = Map.groupBy(files, (_, n) => n % count);
  for (const [n, part] of parts) {
    const path = `${directory}/${folders[0].replaceAll("/", "_")}_${n + 1}_test.ts`;
    const imports = part.map((file) => `import ${JSON.stringify(new URL(file, ROOT).href)};`);
    await Deno.writeTextFile(path, imports.join("\n"));
    modules.push(path);
  }
}
const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["test", "-A", "--parallel", "--no-check", "--config", "deno.json", ...modules, ...others],
  cwd: ROOT,
  env: { DENO_JOBS: String(PROCESSORS + (isQuick ? 0 : 1)), ...Deno.env.toObject() },
}).spawn().status;
await Deno.remove(directory, { recursive: true });
Deno.exit(code);

async function listTests(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))) {
    if (isDirectory) found.push(...await listTests(`${folder}${name}/`));
    else if (/_test\.tsx?$/.test(name)) found.push(folder + name);
  }
  return found;
}
