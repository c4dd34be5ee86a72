import { type ByteRange, DamagedBlobError } from "../../blobs/mod.ts";
import type { Context } from "../store/context.ts";
import { DamagedFileError, NotFoundError } from "../errors.ts";
import { loadEntry } from "../store/load_entry.ts";
import type { Attachment, ReadAttachment } from "../attachment_model.ts";
import { placeOf } from "./place.ts";
import type { BlobRow } from "./stored_blob.ts";

/** What there is to know of a file without its bytes. */
export type FoundAttachment = Omit<ReadAttachment, "stream">;

/**
 * Finds a file of an entry that the viewer may see; throws NotFoundError. Its id says which entry
 * that is, so whoever may not see the entry learns nothing of its files.
 */
export async function findAttachment(context: Context, id: string): Promise<FoundAttachment> {
  const [entryId] = id.split("_");
  try {
    const { head } = await loadEntry(context, entryId);
    const attachment = head.attachments?.find((each: Attachment) => each.id === id);
    if (attachment) return { attachment, entryId, isPrivate: head.isPrivate };
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
  throw new NotFoundError("attachment", id);
}

/**
 * Reads a file of an entry, or a part of it; throws as `findAttachment` does, and DamagedFileError. What
 * is damaged further on ends the stream with an error.
 */
export async function readAttachment(
  context: Context,
  { id, range }: { id: string; range?: ByteRange },
): Promise<ReadAttachment> {
  const { blobs } = placeOf(context);
  const found = await findAttachment(context, id);
  const { store, keys } = context;
  const { value } = await store.read.get<BlobRow>(keys.blob(found.attachment.sha256));
  const stream = value === null ? undefined : await blobs.get(value.key, range).catch((error) => {
    if (!(error instanceof DamagedBlobError)) throw error;
    // Whoever runs the server has to know, and the viewer may not learn where it is.
    context.onFault("damaged_file", error);
    throw new DamagedFileError(found.attachment.name);
  });
  // Gone since, with its entry; or whoever runs the server has lost the files.
  if (stream === undefined) throw new NotFoundError("attachment", id);
  return { ...found, stream };
}
