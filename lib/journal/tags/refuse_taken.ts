import { ConflictError } from "../errors.ts";
import { quote } from "../text.ts";
import type { KnownTags } from "./find_tags.ts";

/** Throws ConflictError if the viewer knows another tag than `exceptId` of this name, in any case. */
export function refuseTaken(
  known: KnownTags,
  { name, exceptId }: { name: string; exceptId?: string },
): void {
  const tag = known.find({ name });
  if (tag === undefined || tag.id === exceptId) return;
  throw new ConflictError(
    `A tag named ${quote(name)} exists already, with the id ${tag.id}`,
    "Use that tag or choose another name",
  );
}
