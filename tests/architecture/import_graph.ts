const ROOT = new URL("../../", import.meta.url);
const CODE = ["main.ts", "routes/", "lib/", "scripts/", "bench/", "app/", "tests/"];

/** Each file of code with the files of code that it imports, by paths from the root. */
export type ImportGraph = Map<string, string[]>;

interface ModuleGraph {
  modules: { specifier: string; dependencies?: Dependency[] }[];
}

interface Dependency {
  code?: { specifier: string };
  type?: { specifier: string };
}

/** Reads what imports what, types included, from `deno info`. */
export async function readImportGraph(files: readonly string[]): Promise<ImportGraph> {
  const sources = files.filter((file) =>
    /\.tsx?$/.test(file) && CODE.some((place) => file.startsWith(place))
  );
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    const imports = sources.map((file) => `import ${JSON.stringify(new URL(file, ROOT).href)};`);
    await Deno.writeTextFile(entry, imports.join("\n"));
    const { modules } = await denoInfo(entry);
    const known = new Set(sources);
    return new Map(modules.flatMap(({ specifier, dependencies = [] }) => {
      const file = pathOf(specifier);
      if (!known.has(file)) return [];
      const imported = dependencies.flatMap(({ code, type }) => code ?? type ?? []);
      return [[
        file,
        imported.map((target) => pathOf(target.specifier)).filter((to) => known.has(to)),
      ]];
    }));
  } finally {
    await Deno.remove(entry);
  }
}

function pathOf(specifier: string): string {
  return specifier.startsWith(ROOT.href) ? specifier.slice(ROOT.href.length) : specifier;
}

async function denoInfo(entry: string): Promise<ModuleGraph> {
  const config = new URL("deno.json", ROOT).pathname;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--config", config, entry],
    cwd: ROOT,
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}
