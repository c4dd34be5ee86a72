import { joinBody } from "../store/body.ts";
import type { Context } from "../store/context.ts";
import { NotFoundError } from "../errors.ts";
import { loadEntry } from "../store/load_entry.ts";
import type { RevisionText } from "../model.ts";
import { toRevision } from "../store/present.ts";
import { readMany } from "../store/read_many.ts";
import type { StoredRevision } from "../store/stored.ts";
import { readTags } from "../tags/find_tags.ts";
import { existingFor } from "../tags/open_tags.ts";
import { pickFields } from "../entry_fields.ts";

/** Reads all that an entry said in a version; throws NotFoundError if no such revision is kept. */
export async function readRevision(
  context: Context,
  { id, version }: { id: string; version: number },
): Promise<RevisionText> {
  const { store, keys, includePrivate } = context;
  const entry = await loadEntry(context, id);
  const isVersion = Number.isSafeInteger(version) && version > 0;
  const revision = isVersion &&
    (await store.read.get<StoredRevision>(keys.revision(id, version))).value;
  // What the entry said while it was private stays private, whatever it is now.
  if (!revision || !includePrivate && revision.isPrivate) {
    throw new NotFoundError("revision", String(version));
  }
  return {
    ...toRevision(revision),
    ...pickFields(revision),
    content: await readRevisionText(context, { ...entry, revision }),
    // One that is hidden from the viewer is gone for them.
    tags: (await existingFor(context, await readTags(context, revision.tagIds)))
      .map(({ id, name }) => ({ id, name })),
    ...revision.attachments && { attachments: revision.attachments },
  };
}

/** Reads the content of a revision, which can be the one that the entry still has. */
export async function readRevisionText(
  { store, keys }: Context,
  { head, content, revision }: {
    head: { id: string; bodyVersion?: number };
    content: string;
    revision: StoredRevision;
  },
): Promise<string> {
  const { bodyVersion: version, chunks: count } = revision;
  if (version === (head.bodyVersion ?? 1)) return content;
  const { id } = head;
  const bodies = Array.from({ length: count }, (_, chunk) => keys.oldBody(id, { version, chunk }));
  const chunks = await readMany<Uint8Array>(store.read, bodies);
  // Gone only if the revision is, since it was read: the oldest one had to make room.
  if (chunks.some(({ value }) => value === null)) throw new NotFoundError("revision", revision.id);
  return joinBody(chunks.flatMap(({ value }) => value ?? []));
}
