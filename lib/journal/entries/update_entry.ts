import type { Context } from "../store/context.ts";
import { editEntry, refuseTrashed } from "./edit_entry.ts";
import { parsePatch } from "./parse_patch.ts";
import { ConflictError, InvalidError } from "../errors.ts";
import type { Entry, EntryPatch } from "../model.ts";
import { parseTagReferences } from "../parse.ts";
import { resolveTags } from "../tags/resolve_tags.ts";

/** One change of an entry: which, and what becomes of it. */
export interface EntryUpdate {
  id: string;
  patch: EntryPatch;
  ifVersion?: number;
}

/** Changes what the patch gives, and nothing else. */
export async function updateEntry(context: Context, update: EntryUpdate): Promise<Entry> {
  const { id, patch, ifVersion } = update;
  const { fields, body } = parsePatch(patch);
  const references = patch.tags && parseTagReferences(patch.tags);
  const { createMissingTags: createMissing } = patch;
  if (Object.keys(fields).length === 0 && references === undefined) {
    throw new InvalidError("No change was given", "Give at least one field to change");
  }
  return await editEntry(context, id, {
    async edit(entry) {
      refuseTrashed(entry);
      refuseVersion(entry.head.version, ifVersion);
      if (references === undefined) return { fields, body, isRewrite: true };
      const { tags, created } = await resolveTags(context, references, { createMissing });
      return { fields, body, tags, createdTags: created, isRewrite: true };
    },
  });
}

/** Throws ConflictError unless the entry is at the version that the caller has seen. */
export function refuseVersion(actual: number, wanted: number | undefined): void {
  if (wanted === undefined || wanted === actual) return;
  throw new ConflictError(
    `The entry is at version ${actual}, not ${wanted}`,
    "Read the entry again and repeat the change on what it says now",
  );
}
