import assert from "node:assert/strict";
import { findCircles } from "./circles.ts";
import { type ImportGraph, readImportGraph } from "./import_graph.ts";
import { listFiles } from "../support/files.ts";
import { mayImport, placeOf, readLayers } from "./layers.ts";

const MAX_FILES_IN_FOLDER = 20;

/** Written by `deno task docs`, one file for each tool: nobody looks for a place in there. */
const GENERATED = /\/snapshots\//;

const files = await listFiles();
const graph = await readImportGraph(files);
const layers = await readLayers();

Deno.test("the import graph has all of the code", () => {
  assert(graph.size > 300, `${graph.size} files`);
  assert(graph.get("main.ts")?.includes("routes/app.ts"));
  assert([...graph.values()].flat().includes("lib/kv/store.ts"), "imports of types count");
});

Deno.test("every file of the server belongs to a layer of docs/architecture.md", () => {
  const homeless = [...graph.keys()].filter(isServer).filter((file) => !placeOf(file, layers));
  assert.deepEqual(homeless, []);
});

Deno.test("every place of docs/architecture.md has files", () => {
  const places = new Set([...graph.keys()].map((file) => placeOf(file, layers)));
  assert.deepEqual(layers.flat().filter((place) => !places.has(place)), []);
});

Deno.test("an import leads from a layer to one below it", () => {
  const upward = [...importsOf(graph)].filter(([from, to]) => {
    const [above, below] = [placeOf(from, layers), placeOf(to, layers)];
    return above && below && !mayImport(above, below, layers);
  });
  assert.deepEqual(upward.map(([from, to]) => `${from} imports ${to}`), []);
});

Deno.test("the server imports neither scripts nor tests, and scripts import no tests", () => {
  const wrong = [...importsOf(graph)].filter(([from, to]) =>
    isServer(from) && !isServer(to) || /^(scripts|app)\//.test(from) && to.startsWith("tests/")
  );
  assert.deepEqual(wrong, []);
});

Deno.test("no files import each other in a circle", () => {
  assert.deepEqual(findCircles(graph), []);
});

Deno.test("no folders of the server import each other in a circle", () => {
  assert.deepEqual(findCircles(foldersOf(graph)), []);
});

Deno.test(`no folder has more than ${MAX_FILES_IN_FOLDER} files at its root`, () => {
  const counts = Map.groupBy(files, (file) => file.slice(0, file.lastIndexOf("/") + 1));
  const crowded = [...counts]
    .filter(([folder, { length }]) => length > MAX_FILES_IN_FOLDER && !GENERATED.test(folder))
    .map(([folder, { length }]) => `${folder}: ${length}`);
  assert.deepEqual(crowded, []);
});

function isServer(file: string): boolean {
  return file === "main.ts" || file.startsWith("routes/") || file.startsWith("lib/");
}

function* importsOf(graph: ImportGraph): Iterable<[from: string, to: string]> {
  for (const [from, imported] of graph) for (const to of imported) yield [from, to];
}

/**
 * Folders with what they import. A file beside folders stands for itself: `lib/journal/errors.ts`
 * is below the folders of the journal, and `lib/journal/journal.ts` above them.
 */
function foldersOf(graph: ImportGraph): Map<string, Set<string>> {
  const folderOf = (file: string) => file.slice(0, file.lastIndexOf("/"));
  const server = [...graph.keys()].filter(isServer);
  const parents = new Set(
    server.map(folderOf).flatMap((folder) => folder.includes("/") ? folderOf(folder) : []),
  );
  const roomOf = (file: string) => parents.has(folderOf(file)) ? file : folderOf(file);
  const folders = new Map<string, Set<string>>();
  for (const [from, to] of importsOf(graph)) {
    if (!isServer(from) || roomOf(from) === roomOf(to)) continue;
    folders.set(roomOf(from), (folders.get(roomOf(from)) ?? new Set()).add(roomOf(to)));
  }
  return folders;
}

Deno.test("docs/architecture.md says what every folder of the server is", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/architecture.md", import.meta.url));
  const folders = new Set(
    files.filter((file) => file.startsWith("lib/")).map((file) =>
      file.split("/").slice(0, -1).slice(0, 3).join("/")
    ),
  );
  const missing = [...folders].filter((folder) => !page.includes(`\`${folder}/\``));
  assert.deepEqual(missing, []);
});

Deno.test("every file and folder that docs/architecture.md names is there", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/architecture.md", import.meta.url));
  const named = [...page.matchAll(/`((?:lib|routes|tests|scripts|app|bench)\/[\w./]*)`/g)]
    .map(([, path]) => path);
  assert(named.length > 40);
  const known = (path: string) => files.some((file) => file === path || file.startsWith(path));
  assert.deepEqual(named.filter((path) => !known(path)), []);
});
