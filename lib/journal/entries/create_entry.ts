import { sha256 } from "../../digest.ts";
import { ulid } from "ulid";
import type { AttachmentRef } from "../attachment_model.ts";
import { parseAttachments, useBlobs } from "../attachments/use_blobs.ts";
import type { Context } from "../store/context.ts";
import type { NewBody } from "../store/body.ts";
import { parsePatch } from "./parse_patch.ts";
import { entryTimeOf } from "../days/entry_day.ts";
import type { Zone } from "../days/zone.ts";
import { type FieldsPatch, initialFields, parseFields, pickFields } from "../entry_fields.ts";
import { readTagTable } from "../tags/find_tags.ts";
import type { EntryDraft, WrittenEntry } from "../model.ts";
import { type NewEntryPlan, planIdempotentCreate } from "./idempotent_create.ts";
import { parseIdempotencyKey, parseTagReferences } from "../parse.ts";
import { toEntry, toWritten } from "../store/present.ts";
import { withDays } from "../store/shown_day.ts";
import { followEntry } from "../tags/follow_entry.ts";
import { resolveTags } from "../tags/resolve_tags.ts";
import { writeTags } from "../tags/write_tags.ts";
import { saveEntry } from "./save_entry.ts";
import { compact, type StoredEntry } from "../store/stored.ts";
import { transact } from "../store/transact.ts";
import { zoneOf } from "../store/zone_of.ts";

/** A draft that is within all limits. */
interface ParsedDraft {
  fields: StoredEntry;
  body: NewBody;
  /** When it happened, if that was given, as it is stored and as it was given. */
  time?: FieldsPatch;
  given: Pick<EntryDraft, "occurredAt" | "timeZone">;
  /** Where it is written. */
  zone: Zone;
  references: string[];
  files: AttachmentRef[];
  createMissing?: boolean;
  onceKey?: Deno.KvKey;
}

/** Writes a new entry, or finds the one that the same idempotency key has made. */
export async function createEntry(context: Context, draft: EntryDraft): Promise<WrittenEntry> {
  const parsed = parseDraft(draft, await zoneOf(context, draft.timeZone));
  if (draft.idempotencyKey === undefined) {
    return await transact(context, () => planEntry(context, parsed));
  }
  const idempotencyKey = parseIdempotencyKey(draft.idempotencyKey);
  const onceKey = context.keys.idempotency(context.client, idempotencyKey);
  const creation = { idempotencyKey, onceKey, digest: digestOf(parsed) };
  const plan = () => planEntry(context, { ...parsed, onceKey });
  return await transact(context, () => planIdempotentCreate(context, creation, { plan }));
}

/** What the client has given, as it is kept: a space more around a title is no other argument. */
function digestOf({ fields, body, given, references, files }: ParsedDraft): string {
  const attached = files.length > 0 ? [files] : [];
  const all = [pickFields(compact(fields)), body.text, references, given, ...attached];
  return sha256(JSON.stringify(all));
}

function parseDraft({ occurredAt, timeZone, ...draft }: EntryDraft, zone: Zone): ParsedDraft {
  const references = parseTagReferences(draft.tags ?? []);
  const files = parseAttachments(draft.attachments ?? []);
  // A draft has a title and a content, so the fields have what they and the body give.
  const parsed = parsePatch(draft) as { fields: StoredEntry; body: NewBody };
  const time = occurredAt === undefined ? undefined : parseFields(entryTimeOf(occurredAt, zone));
  const given = { occurredAt, timeZone };
  const { createMissingTags: createMissing } = draft;
  return { ...parsed, time, given, zone, references, files, createMissing };
}

async function planEntry(context: Context, draft: ParsedDraft): Promise<NewEntryPlan> {
  const { fields, body, time, zone, references, files, createMissing, onceKey } = draft;
  const table = references.length > 0 ? await readTagTable(context) : undefined;
  const { isPrivate } = fields;
  const { tags, writes, newTags } = table
    ? await resolveTags(context, references, { table, createMissing, isPrivate })
    : { tags: [], writes: [], newTags: [] };
  const now = context.now();
  const id = ulid(now);
  const { attachments, write: writeUses } = await useBlobs(context, { id, refs: files });
  const after = compact<StoredEntry>({
    ...initialFields(now),
    ...fields,
    ...time ?? parseFields(entryTimeOf(now, zone)),
    id,
    createdAt: now,
    updatedAt: now,
    version: 1,
    tagIds: tags.map(({ id }) => id),
    attachments: attachments.length > 0 ? attachments : null,
    client: context.client || null,
    onceKey,
  });
  const [shown] = await withDays(context, [after], { zone });
  return {
    result: toWritten(toEntry(shown, { content: body.text, tags }), newTags),
    write: await saveEntry(context, {
      ...{ after, body, table, useBlobs: writeUses },
      tagWrites: await followEntry(context, { after, tags, writes }),
    }),
    writeTags: table && writes.length > 0 ? writeTags(context, { table, writes }) : undefined,
  };
}
