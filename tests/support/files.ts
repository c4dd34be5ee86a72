const ROOT = new URL("../../", import.meta.url);
const IGNORED = /^(\.git|data|coverage|node_modules)$/;

/** Returns the paths of all files of the project, from its root: also of new ones. */
export async function listFiles(folder = ""): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))) {
    if (folder === "" && IGNORED.test(name)) continue;
    if (isDirectory) files.push(...await listFiles(`${folder}${name}/`));
    else files.push(folder + name);
  }
  return files.sort();
}
