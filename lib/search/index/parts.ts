import type { Selection } from "../../journal/mod.ts";

/*
 * A journal is indexed in four parts, so that the numbers by which matches are ranked are those of
 * the entries that a viewer may see, and of no others.
 */

const PRIVATE = 1;
const TRASHED = 2;

/** The part that an entry is in. */
export function partOf(entry: { isPrivate: boolean; isTrashed: boolean }): number {
  return (entry.isPrivate ? PRIVATE : 0) + (entry.isTrashed ? TRASHED : 0);
}

/** The parts in which the entries of a selection are. */
export function partsOf(
  { visibilities, isTrashed }: Pick<Selection, "visibilities" | "isTrashed">,
): number[] {
  return visibilities.map((visibility) =>
    partOf({ isPrivate: visibility === "private", isTrashed })
  );
}
