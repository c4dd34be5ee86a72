import { storeBody } from "../store/body.ts";
import type { Context } from "../store/context.ts";
import { editEntry, refuseTrashed } from "./edit_entry.ts";
import { toPatch } from "../entry_fields.ts";
import { NotFoundError } from "../errors.ts";
import { readTags } from "../tags/find_tags.ts";
import { existingFor } from "../tags/open_tags.ts";
import { readRevisions } from "./list_revisions.ts";
import type { Entry } from "../model.ts";
import { readRevisionText } from "./read_revision.ts";
import type { StoredRevision } from "../store/stored.ts";

/**
 * Makes an entry say what a revision said, as a new version; what it says now becomes a revision.
 * It loses no privacy by it: an entry that is private stays so.
 */
export function restoreRevision(
  context: Context,
  { id, revisionId }: { id: string; revisionId: string },
): Promise<Entry> {
  return editEntry(context, id, {
    async edit(entry) {
      refuseTrashed(entry);
      const revision = await findRevision(context, { id, revisionId });
      const { wordCount, excerpt } = revision;
      const isPrivate = revision.isPrivate || entry.head.isPrivate;
      const text = await readRevisionText(context, { ...entry, revision });
      const { fields: stored, body } = storeBody(text);
      return {
        fields: {
          ...toPatch(revision),
          ...{ isPrivate, wordCount, excerpt },
          ...stored,
          // The entry goes on using what it once had, so all of it is here.
          attachments: revision.attachments ?? null,
        },
        body,
        // One that is hidden from the viewer is gone for them.
        tags: await existingFor(context, await readTags(context, revision.tagIds)),
        isRewrite: true,
      };
    },
  });
}

async function findRevision(
  context: Context,
  { id, revisionId }: { id: string; revisionId: string },
): Promise<StoredRevision> {
  for await (const revision of readRevisions(context, { id, batchSize: 100 })) {
    if (revision.id === revisionId) return revision;
  }
  throw new NotFoundError("revision", revisionId);
}
