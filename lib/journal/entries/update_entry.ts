import type { Context } from "../store/context.ts";
import { parseAttachments, useBlobs } from "../attachments/use_blobs.ts";
import { editEntry, refuseTrashed } from "./edit_entry.ts";
import { entryTimeIn, entryTimeOf, type EntryTimePatch } from "../days/entry_day.ts";
import { parseContentEdit } from "./edit_content.ts";
import { parseNewContent, parsePatch } from "./parse_patch.ts";
import { ConflictError, InvalidError } from "../errors.ts";
import type { EntryPatch, WrittenEntry } from "../model.ts";
import { parseTagReferences } from "../parse.ts";
import type { StoredEntry } from "../store/stored.ts";
import { zoneOf } from "../store/zone_of.ts";
import { resolveTags } from "../tags/resolve_tags.ts";

/** One change of an entry: which, and what becomes of it. */
export interface EntryUpdate {
  id: string;
  patch: EntryPatch;
  ifVersion?: number;
}

/** Changes what the patch gives, and nothing else. */
export async function updateEntry(context: Context, update: EntryUpdate): Promise<WrittenEntry> {
  const { id, patch: { occurredAt, timeZone, ...patch }, ifVersion } = update;
  const time = occurredAt === undefined
    ? undefined
    : entryTimeOf(occurredAt, await zoneOf(context, timeZone));
  const given = parsePatch({ ...patch, ...time });
  const editContent = parseContentEdit(patch);
  const references = patch.tags && parseTagReferences(patch.tags);
  const files = patch.attachments && parseAttachments(patch.attachments);
  const { createMissingTags: createMissing } = patch;
  if (given.body && editContent) {
    throw new InvalidError(
      "Content was given together with append or replace",
      "Give all of the content, or what changes in it",
    );
  }
  if (Object.keys(given.fields).length === 0 && !editContent && !references && !files) {
    throw new InvalidError("No change was given", "Give at least one field to change or to clear");
  }
  return await editEntry(context, id, {
    async edit(entry) {
      refuseTrashed(entry);
      refuseVersion(entry.head.version, ifVersion);
      // Of what the entry says now: whenever another writer came first, this is asked again.
      const edited = editContent && parseNewContent(editContent(entry.content));
      const kept = time && saysNothingNew(time, entry.head) ? entryTimeIn(entry.head) : undefined;
      const used = files &&
        await useBlobs(context, { id, refs: files, before: entry.head.attachments });
      const fields = {
        ...{ ...given.fields, ...kept, ...edited?.fields },
        ...used && { attachments: used.attachments.length > 0 ? used.attachments : null },
      };
      const body = given.body ?? edited?.body;
      const change = { fields, body, useBlobs: used?.write, isRewrite: true };
      if (references === undefined) return change;
      const { table, head } = entry;
      const isPrivate = fields.isPrivate ?? head.isPrivate;
      const { writes, ...resolved } = await resolveTags(context, references, {
        ...{ table, createMissing, isPrivate },
      });
      return { ...change, ...resolved, tagWrites: writes };
    },
  });
}

/**
 * Whether a new time is the moment that the entry has already, without a word of where it was: clients
 * repeat what they have read, which is in UTC.
 */
function saysNothingNew(time: EntryTimePatch, head: StoredEntry): boolean {
  return time.occurredAt === head.occurredAt && (time.day === null || time.isZoneAssumed === true);
}

/** Throws ConflictError unless the entry is at the version that the caller has seen. */
export function refuseVersion(actual: number, wanted: number | undefined): void {
  if (wanted === undefined || wanted === actual) return;
  throw new ConflictError(
    `The entry is at version ${actual}, not ${wanted}`,
    "Read the entry again and repeat the change on what it says now",
  );
}
