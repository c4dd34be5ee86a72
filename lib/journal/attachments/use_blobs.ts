import { type Context, isVisible } from "../store/context.ts";
import { InvalidError, LimitError, NotFoundError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import { parseAlt, parseFileName } from "../parse.ts";
import { readMany } from "../store/read_many.ts";
import { compact, type StoredEntry } from "../store/stored.ts";
import type { Write } from "../store/transact.ts";
import type { Attachment, AttachmentRef } from "../attachment_model.ts";
import { type BlobRow, isDigest, readBlobTable } from "./stored_blob.ts";

/** The attachments of an entry, and the part of its commit that makes their blobs belong to it. */
export interface UsedBlobs {
  attachments: Attachment[];
  /** Absent if the entry has all of them already. */
  write?: Write;
}

/** References within all limits, each file once; throws InvalidError or LimitError. */
export function parseAttachments(refs: readonly AttachmentRef[]): AttachmentRef[] {
  const limit = LIMITS.attachmentsPerEntry;
  const distinct = new Map<string, AttachmentRef>();
  for (const { sha256, name, alt } of refs) {
    if (!isDigest(sha256)) throw new InvalidError("There is no such file", "Upload it first");
    if (distinct.has(sha256)) continue;
    const said = alt === undefined || alt.trim() === "" ? undefined : parseAlt(alt);
    distinct.set(sha256, compact<AttachmentRef>({ sha256, name: parseFileName(name), alt: said }));
  }
  if (distinct.size > limit) {
    throw new LimitError("Entry", { actual: distinct.size, limit, unit: "attachments" });
  }
  refuseLongTexts([...distinct.values()]);
  return [...distinct.values()];
}

/** They are stored with the entry, and are in every answer that shows it. */
function refuseLongTexts(refs: readonly AttachmentRef[]): void {
  const actual = refs.reduce((sum, { name, alt = "" }) => sum + 2 * (name.length + alt.length), 0);
  const limit = LIMITS.attachmentTextBytes;
  if (actual > limit) {
    throw new LimitError("Entry", { actual, limit, unit: "bytes of file names and alt texts" });
  }
}

/**
 * Looks the files up that an entry is to have, in their order; throws NotFoundError for one that is
 * not there, unless `isLenient` leaves it out. In the commit the entry becomes one of their users.
 */
export async function useBlobs(
  context: Context,
  { id, refs, before = [], isLenient = false }: {
    id: string;
    refs: readonly AttachmentRef[];
    /** What the entry has by now. */
    before?: readonly Attachment[];
    isLenient?: boolean;
  },
): Promise<UsedBlobs> {
  const { store, keys } = context;
  if (refs.length === 0) return { attachments: [] };
  const table = await readBlobTable(context);
  const rows = await readMany<BlobRow>(store.read, refs.map(({ sha256 }) => keys.blob(sha256)));
  const known = new Set(before.map(({ sha256 }) => sha256));
  const isKnown = await Promise.all(
    refs.map(({ sha256 }, n) =>
      known.has(sha256) || mayUse(context, { sha256, row: rows[n].value })
    ),
  );
  const attachments = refs.flatMap((ref, n) => {
    const { value } = rows[n];
    if (value !== null && isKnown[n]) return toAttachment(id, ref, value);
    if (isLenient) return [];
    throw new NotFoundError("file", ref.name);
  });
  const fresh = refs.flatMap(({ sha256 }, n) => {
    const { value } = rows[n];
    return value === null || !isKnown[n] || known.has(sha256) ? [] : { sha256, value };
  });
  return fresh.length === 0
    ? { attachments }
    : { attachments, write: writeUses(context, { id, table, fresh }) };
}

/**
 * Whether the viewer may name a file by its digest. One that only private entries have does not exist
 * without them, unless its bytes were brought just now.
 */
async function mayUse(
  context: Context,
  { sha256, row }: { sha256: string; row: BlobRow | null },
): Promise<boolean> {
  if (row === null) return false;
  if (context.includePrivate || row.waitsSince !== undefined) return true;
  const { store, keys } = context;
  for await (const { key } of store.read.list({ prefix: keys.blobUses(sha256) })) {
    const { value } = await store.read.get<StoredEntry>(keys.entry(String(key.at(-1))));
    if (value === null || !isVisible(context, value)) continue;
    if (value.attachments?.some((each) => each.sha256 === sha256)) return true;
  }
  return false;
}

/**
 * One check of the table tells that all blobs are still there. What is written of each keeps a sweep
 * from getting through that has found no use of it.
 */
function writeUses(
  { keys }: Context,
  { id, table, fresh }: {
    id: string;
    table: Deno.KvEntryMaybe<unknown>;
    fresh: readonly { sha256: string; value: BlobRow }[];
  },
): Write {
  return (operation) => {
    operation.check(table);
    for (const { sha256, value: { waitsSince: _, ...row } } of fresh) {
      operation
        .set(keys.blob(sha256), row)
        .set(keys.blobUse(sha256, id), new Uint8Array())
        .set(keys.usedBlob(id, sha256), new Uint8Array());
    }
    return operation;
  };
}

/** The digits of a digest that tell the files of one entry apart. */
const ID_DIGITS = 20;

/** What a file of an entry is known by. */
export function attachmentIdOf(entryId: string, sha256: string): string {
  return `${entryId}_${sha256.slice(0, ID_DIGITS)}`;
}

function toAttachment(entryId: string, { sha256, name, alt }: AttachmentRef, row: BlobRow) {
  const { type, size, width, height } = row;
  const id = attachmentIdOf(entryId, sha256);
  return compact<Attachment>({ id, name, type, size, sha256, alt, width, height });
}

/** Whether two entries have the same files, in the same order, of the same names. */
export function haveSameAttachments(
  one: readonly AttachmentRef[] = [],
  other: readonly AttachmentRef[] = [],
): boolean {
  return one.length === other.length &&
    one.every(({ sha256, name, alt }, n) =>
      sha256 === other[n].sha256 && name === other[n].name && alt === other[n].alt
    );
}

/** What brings an attachment to another entry, or keeps it. */
export function toRef({ sha256, name, alt }: AttachmentRef): AttachmentRef {
  return compact<AttachmentRef>({ sha256, name, alt });
}
