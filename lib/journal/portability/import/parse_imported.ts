import type { AttachmentRef } from "../../attachment_model.ts";
import { parseAttachments } from "../../attachments/use_blobs.ts";
import { DAY_MS } from "../../../time.ts";
import { checkEntryTime } from "../../days/entry_day.ts";
import type { NewBody } from "../../store/body.ts";
import type { Context } from "../../store/context.ts";
import { parsePatch, type StoredPatch } from "../../entries/parse_patch.ts";
import { toPatch } from "../../entry_fields.ts";
import { InvalidError } from "../../errors.ts";
import { LIMITS } from "../../limits.ts";
import type { ImportedEntry, ImportedValues } from "./import_model.ts";
import { parseImportedId, parsePast } from "./import_run.ts";

/** An entry of a document, within all limits. */
export interface ParsedEntry {
  entry: ImportedEntry;
  fields: StoredPatch;
  body: NewBody;
  /** Absent if the document says nothing of files. */
  files?: AttachmentRef[];
}

/** Checks an entry of a document; throws a JournalError for what could not be written here either. */
export function parseEntry(context: Context, imported: ImportedEntry): ParsedEntry {
  const entry = imported.isForeign ? writtenByNow(context, imported) : imported;
  const { id, createdAt, updatedAt, trashedAt, purgeAfter } = entry;
  parseImportedId(context, id);
  parsePast(context, createdAt, "createdAt");
  parsePast(context, updatedAt, "updatedAt");
  parseTrash(context, { trashedAt, purgeAfter });
  const { attachments } = entry.values;
  return {
    entry,
    files: attachments && parseAttachments(attachments),
    ...parseValues(entry.values),
  };
}

/** What somebody else's app dates ahead happens then, but was written by now. */
function writtenByNow({ now }: Context, entry: ImportedEntry): ImportedEntry {
  const createdAt = Math.min(entry.createdAt, now());
  return { ...entry, createdAt, updatedAt: Math.min(entry.updatedAt, now()) };
}

/** What an entry or a revision says, within all limits; null where it has nothing. */
export function parseValues(
  { tags: _tags, attachments: _files, content, ...fields }: ImportedValues,
): { fields: StoredPatch; body: NewBody } {
  const parsed = parsePatch({ ...toPatch(fields), content });
  checkEntryTime(fields);
  return parsed as { fields: StoredPatch; body: NewBody };
}

/** Times in the trash that an entry of ours could have. */
function parseTrash(
  context: Context,
  { trashedAt, purgeAfter }: Pick<ImportedEntry, "trashedAt" | "purgeAfter">,
): void {
  if (trashedAt === undefined && purgeAfter === undefined) return;
  if (trashedAt === undefined || purgeAfter === undefined) {
    throw new InvalidError("trashedAt and purgeAfter go together", "Give both or none");
  }
  parsePast(context, trashedAt, "trashedAt");
  if (purgeAfter < trashedAt || purgeAfter > trashedAt + LIMITS.trashDays * DAY_MS) {
    throw new InvalidError(
      `purgeAfter is not within ${LIMITS.trashDays} days after trashedAt`,
      "Leave the times as they were",
    );
  }
  if (purgeAfter > context.now()) return;
  const day = new Date(purgeAfter).toISOString().slice(0, 10);
  throw new InvalidError(`Its time in the trash was over on ${day}`, "Leave the entry out");
}
