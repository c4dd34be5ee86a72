import type { StoredBlob } from "../attachment_model.ts";
import { placeOf } from "../attachments/place.ts";
import { type BlobRow, isDigest } from "../attachments/stored_blob.ts";
import { NotFoundError } from "../errors.ts";
import type { Context } from "../store/context.ts";
import { compact } from "../store/stored.ts";

/** What is known of a file of the person that a form names; `undefined` once it is gone. */
export async function findFile(context: Context, sha256: string): Promise<StoredBlob | undefined> {
  const row = await readRow(context, sha256);
  if (row === null) return undefined;
  const { size, type, width, height } = row;
  return compact<StoredBlob>({ sha256, size, type, width, height });
}

/** The bytes of a file of the person that a form names; throws NotFoundError once it is gone. */
export async function readFile(
  context: Context,
  sha256: string,
): Promise<ReadableStream<Uint8Array>> {
  const row = await readRow(context, sha256);
  const stream = row === null ? undefined : await placeOf(context).blobs.get(row.key);
  if (stream === undefined) throw new NotFoundError("file", sha256);
  return stream;
}

async function readRow({ store, keys }: Context, sha256: string): Promise<BlobRow | null> {
  if (!isDigest(sha256)) return null;
  return (await store.read.get<BlobRow>(keys.blob(sha256))).value;
}
