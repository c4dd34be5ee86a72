import { sha256Bytes } from "../../digest.ts";
import { fold } from "../text.ts";

/** Private entries are indexed and counted apart, so that leaving them out costs nothing. */
export type Visibility = "open" | "private";

/** What an index is about: one prefix of index rows. */
export type Facet =
  | readonly ["all" | "favorite" | "trash"]
  | readonly ["tag", id: string]
  | readonly ["mood", foldedDigest: Uint8Array];

/**
 * A random text that names this database as it has been since it was made or restored from a
 * backup: an index that was built under another one is of no use.
 */
export const EPOCH_KEY: Deno.KvKey = ["journal_epoch"];
/** What is to be done at a stored time, see sweep_due.ts. */
export type RemovalKind = "entry" | "history" | "tombstone" | "blob" | "upload" | "undo";

/** The keys of one user. */
export type Keys = ReturnType<typeof keysOf>;

/**
 * Every key of the journal. All of a user's keys start with `["journal", <user>]`.
 *
 * | key                                              | value                                    |
 * | ------------------------------------------------ | ---------------------------------------- |
 * | `entry, <id>`                                    | `StoredHead`: an entry, a short body too  |
 * | `body, <id>, <n>`                                | UTF-8 bytes, at most 60,000 a chunk      |
 * | `index, <visibility>, <facet...>, <time>, <id>`  | `encodeSummary`; `<time>` is `occurredAt` |
 * | `index, <visibility>, all, <time>, <id>`         | `encodeStats` before that               |
 * | `figures, <visibility>, month, <month>`          | a stats block: their sums, derived       |
 * | `history, <id>, "revision", <version>`           | `StoredRevision`: what was replaced      |
 * | `history, <id>, "body", <version>, <n>`          | a replaced body, written at that version |
 * | `change, <versionstamp>`                         | `ChangeRow`: which entries changed then  |
 * | `history, <id>, "blob", <sha256>`                | empty; a blob that the entry uses or used |
 * | `blobs`                                          | `BlobTable`; changes with any use of one |
 * | `blob, <sha256>`                                 | `BlobRow`: where the bytes are           |
 * | `blob_use, <sha256>, <id>`                       | empty; an entry that uses or used it     |
 * | `upload, <id>`                                   | `StoredUpload`: a file that may come     |
 * | `due, <time>, <kind>, <id or versionstamp>`      | empty; what is to be removed from then on |
 * | `head`                                           | empty; its versionstamp is the last change |
 * | `idempotency, <digest of client and key>`        | `StoredCreation`: what it made; 24 hours  |
 * | `covered_at`                                     | when index rows were last seen to be whole |
 * | `settings`                                       | `Settings`: the person's time zone       |
 * | `undo, <import>, <id>`                           | `UndoRow`: what an import did to an entry |
 * | `draft, <id>`                                    | `DraftRow`: what is being written; 30 days |
 * | `draft_part, <id>, <n>`                          | UTF-8 bytes of it                        |
 * | `draft_end, <id>`                                | empty: it may not come back; an hour     |
 * | `tags`                                           | `TagTable`; changes with any tag         |
 * | `tags_open`                                      | empty; changes with any open tag         |
 * | `tag, <id>`                                      | `StoredTag`                              |
 * | `tag_name, <digest of the folded name>`          | the id of the tag                        |
 * | `tag_count, <id>, <visibility>`                  | `KvU64`: entries not trashed; nothing else|
 * | `tag_gone, <id>`                                 | empty; an import must not use the id again |
 * | `tag_sweep, <id>`                                | empty; a deleted tag that has index rows |
 *
 * An entry's versionstamp is the versionstamp in its change row: each entry is in exactly one. An
 * entry that is purged leaves a tombstone there: a change row whose id leads nowhere, for 90 days.
 */
export function keysOf(userId: string) {
  const root = ["journal", userPart(userId)];
  return {
    root,
    entries: () => [...root, "entry"],
    erasure: () => erasureKey(userId),
    entry: (id: string) => [...root, "entry", id],
    body: (id: string, chunk: number) => [...root, "body", id, chunk],
    index: (visibility: Visibility, facet: Facet) => [...root, "index", visibility, ...facet],
    figures: (visibility: Visibility, month: number) => [
      ...[...root, "figures", visibility, "month", month],
    ],
    changes: () => [...root, "change"],
    history: (id: string) => [...root, "history", id],
    revisions: (id: string) => [...root, "history", id, "revision"],
    revision: (id: string, version: number) => [...root, "history", id, "revision", version],
    oldBody: (id: string, { version, chunk }: { version: number; chunk: number }) => [
      ...root,
      "history",
      id,
      "body",
      version,
      chunk,
    ],
    usedBlobs: (id: string) => [...root, "history", id, "blob"],
    usedBlob: (id: string, sha256: string) => [...root, "history", id, "blob", sha256],
    blobTable: () => [...root, "blobs"],
    blob: (sha256: string) => [...root, "blob", sha256],
    blobUses: (sha256: string) => [...root, "blob_use", sha256],
    blobUse: (sha256: string, id: string) => [...root, "blob_use", sha256, id],
    upload: (id: string) => [...root, "upload", id],
    removals: () => [...root, "due"],
    removal: (kind: RemovalKind, { at, id }: { at: number; id: string | symbol }) => [
      ...root,
      "due",
      at,
      kind,
      id,
    ],
    change: (versionstamp: string | symbol) => [...root, "change", versionstamp],
    head: () => [...root, "head"],
    idempotency: (client: string, key: string) => [
      ...root,
      "idempotency",
      digest(JSON.stringify([client, key])),
    ],
    settings: () => [...root, "settings"],
    coveredAt: () => [...root, "covered_at"],
    undoRows: (importId: string) => [...root, "undo", importId],
    undoRow: (importId: string, id: string) => [...root, "undo", importId, id],
    drafts: () => [...root, "draft"],
    draft: (id: string) => [...root, "draft", id],
    draftPart: (id: string, n: number) => [...root, "draft_part", id, n],
    draftEnd: (id: string) => [...root, "draft_end", id],
    tagTable: () => [...root, "tags"],
    openTags: () => [...root, "tags_open"],
    tags: () => [...root, "tag"],
    tag: (id: string) => [...root, "tag", id],
    tagName: (name: string) => [...root, "tag_name", digest(fold(name))],
    tagCounts: () => [...root, "tag_count"],
    tagCount: (id: string, visibility: Visibility) => [...root, "tag_count", id, visibility],
    goneTag: (id: string) => [...root, "tag_gone", id],
    tagSweeps: () => [...root, "tag_sweep"],
    tagSweep: (id: string) => [...root, "tag_sweep", id],
  } satisfies Record<string, Deno.KvKey | ((...parts: never[]) => Deno.KvKey)>;
}

/**
 * Where the erasure of a user is written down while it is under way. It is not among the keys above
 * because it goes after them. As long as it is there no commit to the journal gets through.
 */
export function erasureKey(userId: string): Deno.KvKey {
  return ["erasure", userPart(userId)];
}

/** The facet of a mood, in any case. */
export function moodFacet(mood: string): Facet {
  return ["mood", digest(fold(mood))];
}

/** A long user id becomes its digest: the 600 keys of the largest commit must fit in 81,920 bytes. */
function userPart(userId: string): string | Uint8Array {
  if (userId === "" || !userId.isWellFormed()) {
    throw new RangeError(
      `User id must be well-formed and not empty, got ${JSON.stringify(userId)}`,
    );
  }
  return new TextEncoder().encode(userId).length <= 64 ? userId : digest(userId);
}

/** SHA-256: text of any length and form in a key part of 32 bytes. */
function digest(text: string): Uint8Array {
  return sha256Bytes(text);
}
