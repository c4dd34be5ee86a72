import type { AttachmentRef } from "../../attachment_model.ts";
import { parseAttachments } from "../../attachments/use_blobs.ts";
import { splitBody } from "../../store/body.ts";
import type { Context } from "../../store/context.ts";
import { pickFields } from "../../entry_fields.ts";
import { checkTagCount } from "../../parse.ts";
import { compact, type StoredEntry, type StoredRevision } from "../../store/stored.ts";
import type { ImportedRevision } from "./import_model.ts";
import { parseImportedId, parsePast } from "./import_run.ts";
import { parseValues } from "./parse_imported.ts";

/** Their texts fit into a commit of 819,200 bytes, and their keys into 81,920. */
const BYTES_PER_COMMIT = 400_000;
const REVISIONS_PER_COMMIT = 50;

/** A revision of a document, within all limits, as it will be stored. */
export interface ParsedRevision {
  revision: ImportedRevision;
  /** Still without tags. */
  stored: StoredRevision;
  chunks: Uint8Array[];
  files?: AttachmentRef[];
}

/** Checks a revision of a document; throws a JournalError. */
export function parseRevision(context: Context, revision: ImportedRevision): ParsedRevision {
  const { version, savedAt } = revision;
  const { fields, body } = parseValues(revision.values);
  checkTagCount(revision.values.tags.length);
  const { wordCount, excerpt } = fields as StoredEntry;
  const chunks = splitBody(new TextEncoder().encode(body.text));
  const stored = compact<StoredRevision>({
    ...pickFields(compact<StoredEntry>(fields as StoredEntry)),
    ...{ wordCount, excerpt, version, tagIds: [], chunks: chunks.length },
    // Below zero: a text of its own, which can never be the one of another version.
    bodyVersion: -version,
    id: parseImportedId(context, revision.id),
    savedAt: parsePast(context, savedAt, "savedAt"),
    client: revision.client,
    replacedBy: revision.replacedBy,
    isImported: true,
  });
  const { attachments } = revision.values;
  return { revision, stored, chunks, files: attachments && parseAttachments(attachments) };
}

/** Revisions in their order, as many at once as a commit may hold. */
export function* batches(parsed: readonly ParsedRevision[]): Iterable<ParsedRevision[]> {
  let batch: ParsedRevision[] = [];
  let bytes = 0;
  for (const each of parsed) {
    const size = each.chunks.reduce((sum, { length }) => sum + length, 5_000);
    if (batch.length === REVISIONS_PER_COMMIT || bytes + size > BYTES_PER_COMMIT) {
      if (batch.length > 0) yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(each);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
