import type { Context } from "../../store/context.ts";
import { knownOf } from "../../store/present.ts";
import type { Attachment } from "../../attachment_model.ts";
import type { EntryFields } from "../../entry_fields.ts";
import { compact, type StoredTag } from "../../store/stored.ts";
import { toDocumentFields } from "../field_values.ts";
import type { EntryRecord, RevisionRecord, TagRecord } from "../format.ts";
import type { PastVersion } from "./read_history.ts";
import type { EntrySnapshot } from "./read_entry_snapshot.ts";
import type { TagSnapshot } from "./tag_snapshot.ts";

/** A tag as a document has it that the viewer gets. */
export function tagToRecord(viewer: Pick<Context, "includePrivate">, tag: StoredTag): TagRecord {
  const { createdAt, updatedAt } = knownOf(viewer, tag);
  const { id, name, description } = tag;
  const privateDescription = viewer.includePrivate ? tag.privateDescription : undefined;
  const times = { createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
  return compact<TagRecord>({ type: "tag", id, name, description, privateDescription, ...times });
}

/** An entry as a document has it. */
export function entryToRecord({ head, content, tags }: EntrySnapshot): EntryRecord {
  const { id, version, client, sourceDigest, sourceParts, trashedAt, purgeAfter } = head;
  return compact<EntryRecord>({
    type: "entry",
    id,
    ...valuesOf(head, { content, tags }),
    createdAt: iso(head.createdAt),
    updatedAt: iso(head.updatedAt),
    version,
    client,
    trashedAt: trashedAt === undefined ? undefined : iso(trashedAt),
    purgeAfter: purgeAfter === undefined ? undefined : iso(purgeAfter),
    sourceDigest,
    sourceParts,
  });
}

/** A revision as a document has it. */
export function revisionToRecord(
  { revision, content }: PastVersion,
  { entryId, tags }: { entryId: string; tags: TagSnapshot },
): RevisionRecord {
  const { id, version, savedAt, client, replacedBy } = revision;
  return compact<RevisionRecord>({
    type: "revision",
    id,
    entryId,
    version,
    ...valuesOf(revision, { content, tags }),
    savedAt: iso(savedAt),
    client,
    replacedBy,
  });
}

type FileRecord = NonNullable<EntryRecord["attachments"]>[number];

function valuesOf(
  stored: EntryFields & { tagIds: readonly string[]; attachments?: readonly Attachment[] },
  { content, tags }: { content: string; tags: TagSnapshot },
) {
  const { title, ...fields } = toDocumentFields(stored);
  return {
    ...{ title, content, ...fields },
    attachments: stored.attachments?.map(({ sha256, name, type, size, alt }) =>
      compact<FileRecord>({ sha256, name, type, size, alt })
    ),
    // Those that are deleted by now are no tags any more.
    tags: stored.tagIds.flatMap((id) => {
      const found = tags.tags.get(id)?.tag;
      return found ? { id, name: found.name } : [];
    }),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
