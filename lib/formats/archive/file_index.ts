import type { Archive, Member } from "./archive.ts";
import { folderOf, nameOf, resolvePath, stemOf } from "./paths.ts";

/** Finds the file that a text means: apps name files by paths, by names, and without their endings. */
export interface FileIndex {
  /** @param from the path of the text that names it */
  resolve(reference: string, from: string): Member | undefined;
  /** The files whose name without its ending this is, in any case. */
  withStem(stem: string): Member[];
}

/** Indexes the members of an archive by path, by name and by stem, in any case. */
export function indexFiles({ members }: Archive): FileIndex {
  const byPath = groupBy(members, ({ path }) => path);
  const byName = groupBy(members, ({ path }) => nameOf(path));
  const byStem = groupBy(members, ({ path }) => stemOf(path));
  return {
    resolve(reference, from) {
      for (const path of spellings(reference)) {
        const whole = resolvePath(folderOf(from), path);
        const found = whole === undefined ? undefined : byPath.get(fold(whole)) ??
          byPath.get(fold(path.replace(/^(?:\.?\/)+/, ""))) ?? byName.get(fold(nameOf(path)));
        if (found) return found[0];
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

function fold(text: string): string {
  return text.toLowerCase();
}
