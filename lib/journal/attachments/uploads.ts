import { ulid } from "ulid";
import { MINUTE_MS } from "../../time.ts";
import type { Context } from "../store/context.ts";
import { ConflictError, NotFoundError } from "../errors.ts";
import { isId } from "../../ids.ts";
import { LIMITS } from "../limits.ts";
import { parseFileName } from "../parse.ts";
import { compact } from "../store/stored.ts";
import { transact } from "../store/transact.ts";
import { addBlob, attachmentUsage, WAITING_MS } from "./add_blob.ts";
import type { AttachmentRef, StoredBlob, Upload } from "../attachment_model.ts";
import { placeOf } from "./place.ts";

/** The value of an upload's row: one file that a client may bring for this person. */
export interface StoredUpload {
  client: string;
  name: string;
  type?: string;
  expiresAt: number;
  /** Set once the file is here. */
  sha256?: string;
}

/** Allows the client to bring one file within 15 minutes. */
export async function requestUpload(
  context: Context,
  { name, type }: { name: string; type?: string },
): Promise<Upload> {
  placeOf(context);
  const { bytes, maxBytes } = await attachmentUsage(context);
  const at = context.now();
  const id = ulid(at);
  const expiresAt = at + LIMITS.uploadMinutes * MINUTE_MS;
  const { client } = context;
  const upload = compact<StoredUpload>({ client, name: parseFileName(name), type, expiresAt });
  return await transact(context, () => {
    const { keys } = context;
    return Promise.resolve({
      result: { id, expiresAt, maxBytes: Math.min(LIMITS.attachmentBytes, maxBytes - bytes) },
      write: (operation) =>
        operation.set(keys.upload(id), upload)
          .set(keys.removal("upload", { at: at + WAITING_MS, id }), new Uint8Array()),
    });
  });
}

/** Takes the file of an upload in; throws NotFoundError once its time is over, ConflictError twice. */
export async function receiveUpload(
  context: Context,
  { id, stream }: { id: string; stream: ReadableStream<Uint8Array> },
): Promise<StoredBlob> {
  const { value } = await open(context, id);
  const stored = await addBlob(context, { ...value, stream });
  await transact(context, async () => {
    const row = await open(context, id);
    const filled = { ...row.value, sha256: stored.sha256 };
    return { result: undefined, write: (operation) => operation.check(row).set(row.key, filled) };
  });
  return stored;
}

async function open(
  { store, keys, now }: Context,
  id: string,
): Promise<Deno.KvEntry<StoredUpload>> {
  const row = await store.read.get<StoredUpload>(keys.upload(id));
  if (row.value === null || row.value.expiresAt <= now()) throw new NotFoundError("upload", id);
  if (row.value.sha256 === undefined) return row;
  throw new ConflictError("This upload has its file already", "Request another one");
}

/** The file that this client has brought; throws NotFoundError for any other upload. */
export async function findUploaded(
  { store, keys, client }: Context,
  id: string,
): Promise<AttachmentRef> {
  const { value } = isId(id)
    ? await store.read.get<StoredUpload>(keys.upload(id))
    : { value: null };
  if (value?.sha256 === undefined || value.client !== client) throw new NotFoundError("upload", id);
  return { sha256: value.sha256, name: value.name };
}
