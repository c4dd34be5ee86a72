import type { Archive, Member } from "./archive.ts";
import { folderOf, nameOf, resolvePath, stemOf } from "./paths.ts";

/** Finds the file that a text means: apps name files by paths, by names, and without their endings. */
export interface FileIndex {
  /** @param from the path of the text that names it */
  resolve(reference: string, from: string): Member | undefined;
  /** The files whose name without its ending this is, in any case. */
  withStem(stem: string): Member[];
}

/** Of files with one name in folders with one name, so many are looked at. */
const ALIKE = 100;

/** Indexes the members of an archive by path, by name and by stem, in any case. */
export function indexFiles({ members }: Archive): FileIndex {
  const byPath = groupBy(members, ({ path }) => path);
  const byName = groupBy(members, ({ path }) => nameOf(path));
  const byTail = groupBy(members, ({ path }) => tailOf(path));
  const byStem = groupBy(members, ({ path }) => stemOf(path));
  return {
    resolve(reference, from) {
      for (const path of spellings(reference)) {
        const whole = resolvePath(folderOf(from), path);
        if (whole === undefined) continue;
        const below = fold(path.replace(/^(?:\.?\/)+/, ""));
        const found = byPath.get(fold(whole)) ?? byPath.get(below);
        if (found) return found[0];
        // A site has `/images/a.jpg` in a folder of its own; others name files by their names alone.
        const alike = byTail.get(tailOf(below))?.slice(0, ALIKE);
        const ends = alike?.find((each) => fold(each.path).endsWith(`/${below}`));
        const named = ends ?? byName.get(fold(nameOf(path)))?.[0];
        if (named) return named;
      }
    },
    withStem: (stem) => byStem.get(fold(stem)) ?? [],
  };
}

/** As it is, and without the escapes of an address. */
function spellings(reference: string): string[] {
  const plain = reference.trim().normalize("NFC");
  try {
    const decoded = decodeURIComponent(plain.replace(/[?#].*$/, "")).normalize("NFC");
    return decoded === plain ? [plain] : [plain, decoded];
  } catch {
    return [plain];
  }
}

function groupBy(members: readonly Member[], nameIn: (member: Member) => string) {
  return Map.groupBy(members, (member) => fold(nameIn(member)));
}

/** The name with the folder that it is in. */
function tailOf(path: string): string {
  return path.split("/").slice(-2).join("/");
}

function fold(text: string): string {
  return text.toLowerCase();
}
