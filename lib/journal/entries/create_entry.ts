import { sha256 } from "../../digest.ts";
import { newId } from "../../ids.ts";
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
import { type NewEntryPlan, type OneCreation, planIdempotentCreate } from "./idempotent_create.ts";
import { parseIdempotencyKey, parseTagReferences } from "../parse.ts";
import { toEntry, toWritten } from "../store/present.ts";
import { withDays } from "../store/shown_day.ts";
import { followEntry } from "../tags/follow_entry.ts";
import { resolveTags } from "../tags/resolve_tags.ts";
import { writeTags } from "../tags/write_tags.ts";
import { saveEntry } from "./save_entry.ts";
import { compact, type StoredEntry } from "../store/stored.ts";
import { type Plan, transact } from "../store/transact.ts";
import { type KnownZone, readKnownZone } from "../store/known_zone.ts";
import { UTC, zoneOf } from "../store/zone_of.ts";

/** A draft that is within all limits. */
interface ParsedDraft {
  fields: StoredEntry;
  body: NewBody;
  references: string[];
  files: AttachmentRef[];
  createMissing?: boolean;
}

/** An entry about to be made. */
interface NewEntry extends ParsedDraft {
  /** When it happened, if that was given. */
  time?: FieldsPatch;
  /** Where it is written. */
  zone: Zone;
  onceKey?: Deno.KvKey;
}

/** Writes a new entry, or finds the one that the same idempotency key has made. */
export async function createEntry(context: Context, draft: EntryDraft): Promise<WrittenEntry> {
  const { occurredAt, timeZone } = draft;
  const named = timeZone === undefined ? undefined : await zoneOf(context, timeZone);
  const parsed = parseDraft(draft);
  // What is no time in any time zone is said now, before anything is read and as all else that is wrong.
  if (occurredAt !== undefined) parseFields(entryTimeOf(occurredAt, named ?? UTC));
  const once = onceOf(context, draft, parsed);
  const makesTags = parsed.createMissing === true && parsed.references.length > 0;
  // Both may have been there when the same entry was made, and be gone now.
  const isFree = parsed.references.length === 0 && parsed.files.length === 0;
  let attempts = 0;

  async function plan(): Promise<Plan<WrittenEntry>> {
    const isFirst = attempts++ === 0;
    if (named) return await planIn({ zone: named }, { isFirst });
    if (isFirst) {
      const known = await readKnownZone(context, { isFresh: false });
      const planned = await planIn(known, { isFirst }).catch(() => undefined);
      // Only a commit checks what was known of the time zone: nothing is found or refused by it.
      if (planned?.write) return planned;
    }
    return await planIn(await readKnownZone(context, { isFresh: true }), { isFirst: false });
  }

  async function planIn(
    { zone, settings }: KnownZone,
    { isFirst }: { isFirst: boolean },
  ): Promise<Plan<WrittenEntry>> {
    const time = occurredAt === undefined ? undefined : parseFields(entryTimeOf(occurredAt, zone));
    const entry = { ...parsed, time, zone, onceKey: once?.onceKey };
    const planNew = () => planEntry(context, entry);
    const { result, write } = once
      ? await planIdempotentCreate(context, once, { plan: planNew, isFirstTry: isFirst && isFree })
      : await planNew();
    return {
      result,
      write: write && settings ? (operation) => write(operation).check(settings) : write,
    };
  }

  // Two that make tags would only fail each other's checks.
  return await transact(context, plan, { isNewEntry: !makesTags });
}

function onceOf(
  { keys, client }: Context,
  draft: EntryDraft,
  { fields, body, references, files }: ParsedDraft,
): OneCreation | undefined {
  if (draft.idempotencyKey === undefined) return undefined;
  const idempotencyKey = parseIdempotencyKey(draft.idempotencyKey);
  const { occurredAt, timeZone } = draft;
  const attached = files.length > 0 ? [files] : [];
  // What the client has given, as it is kept: a space more around a title is no other argument.
  const given = [
    ...[pickFields(compact(fields)), body.text, references, { occurredAt, timeZone }],
    ...attached,
  ];
  const digest = sha256(JSON.stringify(given));
  return { idempotencyKey, onceKey: keys.idempotency(client, idempotencyKey), digest };
}

function parseDraft({ occurredAt: _, timeZone: __, ...draft }: EntryDraft): ParsedDraft {
  const references = parseTagReferences(draft.tags ?? []);
  const files = parseAttachments(draft.attachments ?? []);
  // A draft has a title and a content, so the fields have what they and the body give.
  const parsed = parsePatch(draft) as { fields: StoredEntry; body: NewBody };
  return { ...parsed, references, files, createMissing: draft.createMissingTags };
}

async function planEntry(context: Context, draft: NewEntry): Promise<NewEntryPlan> {
  const { fields, body, time, zone, references, files, createMissing, onceKey } = draft;
  const table = references.length > 0 ? await readTagTable(context) : undefined;
  const { isPrivate } = fields;
  const { tags, writes, newTags } = table
    ? await resolveTags(context, references, { table, createMissing, isPrivate })
    : { tags: [], writes: [], newTags: [] };
  const now = context.now();
  const id = newId(now);
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
