import type { Attachment, AttachmentRef } from "../../attachment_model.ts";
import {
  haveSameAttachments,
  parseAttachments,
  toRef,
  useBlobs,
} from "../../attachments/use_blobs.ts";
import { type Context, isVisible } from "../../store/context.ts";
import { type FieldsPatch, haveSameFields } from "../../entry_fields.ts";
import { TrashedError } from "../../errors.ts";
import { checkTagCount } from "../../parse.ts";
import { readTags, readTagTable } from "../../tags/find_tags.ts";
import { keepRevision } from "../../entries/keep_revision.ts";
import { type LoadedEntry, loadEntries } from "../../store/load_entry.ts";
import { followEntry } from "../../tags/follow_entry.ts";
import { type TagWrite, writeTags } from "../../tags/write_tags.ts";
import { saveEntry } from "../../entries/save_entry.ts";
import { compact, type StoredEntry, type StoredTag, type TagTable } from "../../store/stored.ts";
import type { Plan, Write } from "../../store/transact.ts";
import { intoTrash } from "../../entries/trash.ts";
import { isUndone, withUndoRow } from "./undo_row.ts";
import { resolveImportedTags } from "./find_imported_tags.ts";
import type { EntryOutcome, ImportedEntry } from "./import_model.ts";
import { carryOut, type ImportRun, planTagsOf } from "./import_run.ts";
import { isExpired, removeOrphanedHistory } from "./orphaned_history.ts";
import { type ParsedEntry, parseEntry } from "./parse_imported.ts";
import { staysAsItIs } from "./stays_as_it_is.ts";
import { takeChanges, type Taken } from "./take_changes.ts";

/**
 * Writes an entry of a document in one commit: a new one as it was; one that differs from ours with
 * all that the document says, while what ours had is kept as a revision; one that is older than ours
 * not at all. Throws a JournalError, with nothing written, for what could not be written here either.
 *
 * An entry that the viewer may not see stays as it is, and the outcome is that of an unknown one:
 * nobody learns of it.
 */
export async function importEntry(run: ImportRun, entry: ImportedEntry): Promise<EntryOutcome> {
  const parsed = parseEntry(run.context, entry);
  if (!run.dryRun) await removeOrphanedHistory(run.context, entry.id);
  const plan = async () => await withUndoRow(run, await planEntry(run, parsed));
  const { planned, ...outcome } = await carryOut(run, plan);
  planTagsOf(run, { made: planned });
  return outcome;
}

type EntryPlan = Plan<EntryOutcome & { planned: TagWrite[] }>;

async function planEntry(run: ImportRun, parsed: ParsedEntry): Promise<EntryPlan> {
  const { context } = run;
  const { entry } = parsed;
  const { keys, store } = context;
  const table = await readTagTable(context);
  const [loaded] = await loadEntries(store, { keys, ids: [entry.id] });
  const here = loaded && !isExpired(context, loaded.head) ? loaded : undefined;
  if (here && isUndone(here.head)) return await planAgain(run, { parsed, here, table });
  if (here && staysAsItIs(run, here.head, entry)) return skip(here);
  const isUpdate = here !== undefined && isVisible(context, here.head);
  const taken = isUpdate ? takeChanges(parsed, here) : undefined;
  const named = taken?.tags === false ? [] : entry.values.tags;
  const isPrivate = taken ? taken.fields.isPrivate ?? here!.head.isPrivate : entry.values.isPrivate;
  const { tags, writes } = await resolveImportedTags(run, named, { table, isPrivate });
  const change = { table, tags, writes };
  if (here === undefined) return await planNew(context, parsed, change);
  if (taken) return await planUpdate(context, { ...parsed, taken }, { ...change, here });
  const { result } = await planNew(context, parsed, change);
  return {
    result: { ...result, isHidden: true },
    write: writes.length > 0 ? writeTags(context, { table, writes }) : undefined,
  };
}

/** An entry that the undo of an import has put into the trash comes back as if it were new. */
async function planAgain(
  run: ImportRun,
  { parsed, here, table }: {
    parsed: ParsedEntry;
    here: LoadedEntry;
    table: Deno.KvEntryMaybe<TagTable>;
  },
): Promise<EntryPlan> {
  const { context } = run;
  const { tags, writes } = await resolveImportedTags(run, parsed.entry.values.tags, {
    table,
    isPrivate: parsed.entry.values.isPrivate,
  });
  return await planNew(context, parsed, { table, tags, writes, undone: here });
}

interface TagChange {
  table: Deno.KvEntryMaybe<TagTable>;
  tags: StoredTag[];
  /** What is written for those of them that are new. */
  writes: TagWrite[];
  /** The entry of that id that an undo has put into the trash. */
  undone?: LoadedEntry;
}

/** A new entry as it will be stored, with its files as far as they are here. */
export interface NewEntry {
  after: StoredEntry;
  useBlobs?: Write;
  /** What the person is told of what was not taken. */
  note?: string;
}

/** Makes an entry of what a document says; `undone` is the one in the trash that it replaces. */
export async function makeNew(
  context: Context,
  { entry, fields, files = [] }: ParsedEntry,
  { tags, undone }: { tags: readonly StoredTag[]; undone?: LoadedEntry },
): Promise<NewEntry> {
  const used = await useBlobs(context, { id: entry.id, refs: files, isLenient: true });
  const version = Math.max(entry.version, (undone?.head.version ?? 0) + 1);
  const after = compact<StoredEntry>({
    ...fields as StoredEntry,
    ...factsOf(context, entry),
    id: entry.id,
    createdAt: entry.createdAt,
    updatedAt: entry.updatedAt,
    version,
    arrivedAt: context.now(),
    ...undone && { bodyVersion: version, revisionCount: undone.head.revisionCount },
    tagIds: tags.map(({ id }) => id),
    attachments: listed(used.attachments),
  });
  const note = missingNote(files.length - used.attachments.length);
  return { after, useBlobs: used.write, note };
}

async function planNew(
  context: Context,
  parsed: ParsedEntry,
  { table, tags, writes, undone }: TagChange,
): Promise<EntryPlan> {
  const { after, useBlobs, note } = await makeNew(context, parsed, { tags, undone });
  const before = undone && await readBefore(context, undone);
  return {
    result: { outcome: "created", head: after, planned: writes, note },
    write: await saveEntry(context, {
      before: before && { head: before.head, versionstamp: undone!.versionstamp },
      ...{ after, body: parsed.body, useBlobs },
      table: tags.length + (before?.tags.length ?? 0) > 0 ? table : undefined,
      tagWrites: await followEntry(context, { before, after, tags, writes }),
    }),
  };
}

async function readBefore(context: Context, { head }: LoadedEntry) {
  const tags = await readTags(context, head.tagIds);
  return { head: { ...head, tagIds: tags.map(({ id }) => id) }, tags };
}

async function planUpdate(
  context: Context,
  { entry, files, taken: { fields, body, note: said } }: ParsedEntry & { taken: Taken },
  { here, table, tags, writes }: TagChange & { here: LoadedEntry },
): Promise<EntryPlan> {
  const tagsHere = await readTags(context, here.head.tagIds);
  const head = { ...here.head, tagIds: tagsHere.map(({ id }) => id) };
  // Another app knows nothing of the tags that an entry has got here.
  const kinds = [...entry.isForeign ? tagsHere : [], ...tags];
  const allTags = [...new Map(kinds.map((tag) => [tag.id, tag])).values()];
  const tagIds = allTags.map(({ id }) => id);
  checkTagCount(tagIds.length);
  const refs = files && filesAfter(files, { entry, head });
  const used = refs &&
    await useBlobs(context, { id: head.id, refs, before: head.attachments, isLenient: true });
  const attachments = used ? listed(used.attachments) : head.attachments;
  const hasNewFiles = !haveSameAttachments(attachments, head.attachments);
  const note = [said, missingNote((refs?.length ?? 0) - (used?.attachments.length ?? 0))]
    .filter(Boolean).join(". ") || undefined;
  const hasNewBody = body !== undefined && body.text !== here.content;
  const isRewrite = hasNewBody || hasNewFiles ||
    !haveSameFields({ ...head, ...fields } as FieldsPatch, head);
  const isMoved = !entry.isForeign &&
    (entry.trashedAt === undefined) !== (head.trashedAt === undefined);
  const isTagged = head.tagIds.toSorted().join() !== tagIds.toSorted().join();
  if (!isRewrite && !isMoved && !isTagged) {
    return entry.isForeign ? await remember(context, { entry, here, note }) : skip(here);
  }
  if (!entry.isForeign && entry.updatedAt < head.updatedAt) return skip(here);
  if (entry.isForeign && head.trashedAt !== undefined) throw new TrashedError(head.id);

  const kept = isRewrite
    ? await keepRevision(context, { head, content: here.content, hasNewBody })
    : undefined;
  const after = compact<StoredEntry>({
    ...head,
    ...fields,
    ...isMoved && movedTo(context, entry),
    ...kept?.fields,
    ...sourceOf(entry),
    attachments,
    tagIds,
    version: Math.max(entry.version, head.version + 1),
    updatedAt: entry.isForeign ? context.now() : entry.updatedAt,
  });
  return {
    result: {
      ...{ outcome: "updated", head: after, kept: kept && head.version, planned: writes, note },
      before: here.head,
    },
    write: await saveEntry(context, {
      before: { head, versionstamp: here.versionstamp },
      after,
      body: hasNewBody ? body : undefined,
      useBlobs: used?.write,
      table: tagIds.length + head.tagIds.length > 0 ? table : undefined,
      tagWrites: await followEntry(context, {
        before: { head, tags: tagsHere },
        ...{ after, tags: allTags, writes },
      }),
      keep: kept?.write,
    }),
  };
}

/**
 * An entry that is here gets all of its time in the trash, from now on. Using the document's times
 * could purge it at once, without confirmation.
 */
function movedTo(context: Context, { trashedAt }: ImportedEntry) {
  return trashedAt === undefined ? { trashedAt: null, purgeAfter: null } : intoTrash(context);
}

function skip({ head }: LoadedEntry): EntryPlan {
  return { result: { outcome: "skipped", head, planned: [] } };
}

/**
 * Nothing of the entry changes, but the next import has to know what this document said: what is
 * changed here from now on stays, unless that document says something else.
 */
async function remember(
  context: Context,
  { entry, here, note }: { entry: ImportedEntry; here: LoadedEntry; note?: string },
): Promise<EntryPlan> {
  const { head, versionstamp } = here;
  const after = { ...head, ...sourceOf(entry) };
  return {
    result: { outcome: "skipped", head: after, planned: [], note, before: head },
    write: await saveEntry(context, { before: { head, versionstamp }, after }),
  };
}

/** What an entry remembers of where it came from; nothing new for a document that does not say. */
function sourceOf({ sourceDigest, sourceParts }: ImportedEntry): Partial<StoredEntry> {
  return sourceDigest === undefined ? {} : { sourceDigest, sourceParts };
}

function factsOf(context: Context, entry: ImportedEntry): Partial<StoredEntry> {
  const { client, trashedAt, purgeAfter, isForeign } = entry;
  // Another app's document knows no clients, so that it is this one.
  const writer = isForeign
    ? { client: context.client || undefined }
    : { client, isImported: true as const };
  return { ...writer, trashedAt, purgeAfter, ...sourceOf(entry) };
}

/**
 * The files that an entry has after a document. Another app knows nothing of those that it has got
 * here, and neither does an older document of ours.
 */
function filesAfter(
  files: readonly AttachmentRef[],
  { entry, head }: { entry: ImportedEntry; head: StoredEntry },
): AttachmentRef[] {
  const isLatest = !entry.isForeign && entry.updatedAt > head.updatedAt;
  return isLatest
    ? [...files]
    : parseAttachments([...(head.attachments ?? []).map(toRef), ...files]);
}

function listed(attachments: Attachment[]): Attachment[] | undefined {
  return attachments.length > 0 ? attachments : undefined;
}

function missingNote(count: number): string | undefined {
  if (count === 0) return undefined;
  return `Of its attachments ${count} were left out, because the document has no bytes of files`;
}
