import { newBlobKey, type WrittenBlob } from "../../blobs/mod.ts";
import { DAY_MS } from "../../time.ts";
import type { Context } from "../store/context.ts";
import { JournalError, LimitError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import { parseFileName } from "../parse.ts";
import { compact } from "../store/stored.ts";
import { transact } from "../store/transact.ts";
import { looking, type Seen } from "./look.ts";
import type { AttachmentUsage, BlobDraft, StoredBlob } from "../attachment_model.ts";
import { placeOf } from "./place.ts";
import { type BlobRow, readBlobTable } from "./stored_blob.ts";

/** How long a file waits for an entry that uses it. */
export const WAITING_MS = DAY_MS;

/**
 * Takes bytes in: first they are written, then the row that says where. If it ends between the two,
 * the sweep of orphans finds bytes without a row. A file that the person has already is kept once.
 * Throws LimitError for one that is too large, or for which they have no room.
 */
export async function addBlob(context: Context, draft: BlobDraft): Promise<StoredBlob> {
  const name = parseFileName(draft.name);
  const { blobs, maxBytes } = placeOf(context);
  const look = looking({ name, type: draft.type });
  const key = newBlobKey(context.userId, context.now());
  // The same file may be here already, so a full journal is judged once all of it is known.
  const limited = draft.stream.pipeThrough(look.stream)
    .pipeThrough(refuseBeyond(LIMITS.attachmentBytes));
  const written = await blobs.put(key, limited);
  const taken = { ...written, ...await look.result(), key };
  try {
    const { row, isNew } = await keepRow(context, { taken, maxBytes });
    // What fails here is left to the sweep of orphans.
    if (!isNew) await blobs.delete(key).catch(() => {});
    const { size, type, width, height } = row;
    return compact<StoredBlob>({ sha256: written.sha256, size, type, width, height });
  } catch (error) {
    // Nothing was written, for sure. After any other error there may be a row that needs them.
    if (error instanceof JournalError) await blobs.delete(key).catch(() => {});
    throw error;
  }
}

/** Writes where the bytes are, unless the person has the same ones already. */
function keepRow(
  context: Context,
  { taken, maxBytes }: { taken: WrittenBlob & Seen & { key: string }; maxBytes: number },
): Promise<{ row: BlobRow; isNew: boolean }> {
  const { store, keys, now } = context;
  const { sha256, ...facts } = taken;
  return transact(context, async () => {
    const table = await readBlobTable(context);
    const known = await store.read.get<BlobRow>(keys.blob(sha256));
    const at = now();
    const isNew = known.value === null || !await hasBytes(context, known.value);
    const bytes = (table.value?.bytes ?? 0) + (known.value === null ? facts.size : 0);
    if (known.value === null && bytes > maxBytes) throw tooMuch(bytes, maxBytes);
    const row = compact<BlobRow>({
      ...known.value ?? { ...facts, createdAt: at },
      ...isNew && { key: taken.key },
      // Whoever has brought it may name it, whatever else uses it.
      waitsSince: at,
    } as BlobRow);
    return {
      result: { row, isNew },
      write: (operation) =>
        operation
          .check(table).set(table.key, { bytes })
          .check(known).set(known.key, row)
          .set(keys.removal("blob", { at: at + WAITING_MS, id: sha256 }), new Uint8Array()),
    };
  });
}

/** Whoever runs the server may have lost them: then the new ones take their place. */
async function hasBytes(context: Context, { key }: BlobRow): Promise<boolean> {
  const stream = await placeOf(context).blobs.get(key, { start: 0, end: 1 });
  await stream?.cancel();
  return stream !== undefined;
}

/** How much the files of the person take up. */
export async function attachmentUsage(context: Context): Promise<AttachmentUsage> {
  const { value } = await readBlobTable(context);
  return { bytes: value?.bytes ?? 0, maxBytes: context.blobs?.maxBytes ?? 0 };
}

/** How many files the person has here. */
export async function countFiles({ store, keys }: Context): Promise<number> {
  let count = 0;
  const prefix = keys.blob("").slice(0, -1);
  for await (const _ of store.read.list({ prefix })) count++;
  return count;
}

function refuseBeyond(limit: number): TransformStream<Uint8Array, Uint8Array> {
  let actual = 0;
  return new TransformStream({
    transform(chunk, controller) {
      actual += chunk.length;
      if (actual > limit) throw new LimitError("File", { actual, limit, unit: "bytes or more" });
      controller.enqueue(chunk);
    },
  });
}

function tooMuch(actual: number, limit: number): LimitError {
  return new LimitError("Journal", { actual, limit, unit: "bytes of files" });
}
