/**
 * Leaves in deno.json and deno.lock only the packages that the given modules import, so that an
 * image holds none of those of the tests: `deno run -A containers/prune.ts main.ts …`. The versions
 * stay as they were locked. For a copy of the sources: it writes both files.
 */
const specifiers = new Set<string>();
for (const entry of Deno.args) {
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", entry],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as {
    modules: { dependencies?: { specifier: string }[] }[];
  };
  for (const { dependencies = [] } of modules) {
    for (const { specifier } of dependencies) specifiers.add(specifier);
  }
}

const project = JSON.parse(await Deno.readTextFile("deno.json"));
const isImported = (name: string) =>
  [...specifiers].some((specifier) => specifier === name || specifier.startsWith(`${name}/`));
project.imports = Object.fromEntries(
  Object.entries(project.imports).filter(([name]) => isImported(name)),
);
await Deno.writeTextFile("deno.json", JSON.stringify(project, null, 2));

// Deno leaves out by itself what no specifier leads to any more.
const lock = JSON.parse(await Deno.readTextFile("deno.lock"));
const kept = new Set(Object.values(project.imports));
lock.specifiers = Object.fromEntries(
  Object.entries(lock.specifiers).filter(([specifier]) => kept.has(specifier)),
);
await Deno.writeTextFile("deno.lock", JSON.stringify(lock, null, 2));
