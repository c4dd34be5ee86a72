import type { Archive, Member } from "../../archive/archive.ts";
import { folderOf, nameOf } from "../../archive/paths.ts";
import { isOfApp } from "./of_app.ts";

const PAGE = /^index(?:\.[a-z]{2}(?:-\w{2,4})?)?\.md$/i;

/**
 * The files of each leaf bundle of Hugo, by its folder: those beside `index.md`, and in folders below,
 * belong to that page, also where its text does not name them. A folder with other notes is none, and neither is a vault.
 */
export function bundlesIn(
  { members }: Archive,
  notes: readonly Member[],
): Map<string, Member[]> {
  const bundles = new Map<string, Member[]>();
  if (members.some(({ path }) => /(?:^|\/)\.obsidian\//.test(path))) return bundles;
  for (const { path } of notes) {
    if (PAGE.test(nameOf(path))) bundles.set(folderOf(path), []);
  }
  for (const { path } of notes) {
    if (!PAGE.test(nameOf(path))) bundles.delete(folderOf(path));
  }
  // At the root it is a site.
  bundles.delete("");
  const texts = new Set(notes);
  if (bundles.size === 0) return bundles;
  for (const member of members) {
    if (texts.has(member) || isOfApp(member.path)) continue;
    bundleOf(member.path, bundles)?.push(member);
  }
  return bundles;
}

function bundleOf(path: string, bundles: ReadonlyMap<string, Member[]>): Member[] | undefined {
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder.slice(0, -1))) {
    const bundle = bundles.get(folder);
    if (bundle) return bundle;
  }
}
