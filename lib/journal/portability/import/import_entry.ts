import { type Context, isVisible } from "../../store/context.ts";
import { type FieldsPatch, haveSameFields } from "../../entry_fields.ts";
import { TrashedError } from "../../errors.ts";
import { readTags, readTagTable } from "../../tags/find_tags.ts";
import { keepRevision } from "../../entries/keep_revision.ts";
import { type LoadedEntry, loadEntries } from "../../store/load_entry.ts";
import { writeNewTags } from "../../tags/resolve_tags.ts";
import { saveEntry } from "../../entries/save_entry.ts";
import { compact, type StoredEntry, type StoredTag, type TagTable } from "../../store/stored.ts";
import type { Plan } from "../../store/transact.ts";
import { intoTrash } from "../../entries/trash.ts";
import { resolveImportedTags } from "./find_imported_tags.ts";
import type { ImportedEntry } from "./import_model.ts";
import { carryOut, type ImportRun, planTagsOf } from "./import_run.ts";
import { isExpired, removeOrphanedHistory } from "./orphaned_history.ts";
import { type ParsedEntry, parseEntry } from "./parse_imported.ts";

/** What became of an entry. */
export interface EntryOutcome {
  outcome: "created" | "updated" | "skipped";
  /** The entry after it. */
  head: StoredEntry;
  /** Whether the viewer may not see the entry that is there: then nothing was written. */
  isHidden?: boolean;
  /** The version that was kept as a revision, if one was. */
  kept?: number;
}

/**
 * Writes an entry of a document in one commit: a new one as it was; one that differs from ours as
 * the document has it, while what ours had is kept as a revision; one that is older than ours not
 * at all. Throws a JournalError, with nothing written, for what could not be written here either.
 *
 * An entry that the viewer may not see stays as it is, and the outcome is that of an unknown one:
 * nobody learns of it.
 */
export async function importEntry(run: ImportRun, entry: ImportedEntry): Promise<EntryOutcome> {
  const parsed = parseEntry(run.context, entry);
  if (!run.dryRun) await removeOrphanedHistory(run.context, entry.id);
  const { planned, ...outcome } = await carryOut(run, () => planEntry(run, parsed));
  planTagsOf(run, { added: planned });
  return outcome;
}

type EntryPlan = Plan<EntryOutcome & { planned: StoredTag[] }>;

async function planEntry(run: ImportRun, parsed: ParsedEntry): Promise<EntryPlan> {
  const { context } = run;
  const { entry } = parsed;
  const { keys, store } = context;
  const table = await readTagTable(context);
  const [loaded] = await loadEntries(store, { keys, ids: [entry.id] });
  const here = loaded && !isExpired(context, loaded.head) ? loaded : undefined;
  // The source is unchanged since the last import, so local edits are kept.
  if (
    here && isVisible(context, here.head) && entry.sourceDigest !== undefined && entry.isForeign &&
    here.head.sourceDigest === entry.sourceDigest
  ) return skip(here);
  const { tags, created } = await resolveImportedTags(run, entry.values.tags, { table });
  const change = { table, tags, created };
  if (here === undefined) return planNew(context, parsed, change);
  if (isVisible(context, here.head)) return await planUpdate(context, parsed, { ...change, here });
  const { result } = planNew(context, parsed, change);
  return {
    result: { ...result, isHidden: true },
    write: created.length > 0 ? writeNewTags(context, { table, created }) : undefined,
  };
}

interface TagChange {
  table: Deno.KvEntryMaybe<TagTable>;
  tags: StoredTag[];
  created: StoredTag[];
}

function planNew(context: Context, parsed: ParsedEntry, change: TagChange): EntryPlan {
  const { entry, fields, body } = parsed;
  const { table, tags, created } = change;
  const after = compact<StoredEntry>({
    ...fields as StoredEntry,
    ...factsOf(context, entry),
    id: entry.id,
    createdAt: entry.createdAt,
    updatedAt: entry.updatedAt,
    version: entry.version,
    tagIds: tags.map(({ id }) => id),
  });
  return {
    result: { outcome: "created", head: after, planned: created },
    write: saveEntry(context, {
      after,
      body,
      table: tags.length > 0 ? table : undefined,
      createdTags: created,
    }),
  };
}

async function planUpdate(
  context: Context,
  { entry, fields, body }: ParsedEntry,
  { here, table, tags, created }: TagChange & { here: LoadedEntry },
): Promise<EntryPlan> {
  const tagsHere = await readTags(context, here.head.tagIds);
  const head = { ...here.head, tagIds: tagsHere.map(({ id }) => id) };
  const tagIds = tags.map(({ id }) => id);
  const isRewrite = body.text !== here.content || !haveSameFields(fields as FieldsPatch, head);
  const isMoved = !entry.isForeign &&
    (entry.trashedAt === undefined) !== (head.trashedAt === undefined);
  const isTagged = head.tagIds.toSorted().join() !== tagIds.toSorted().join();
  if (!isRewrite && !isMoved && !isTagged) return skip(here);
  if (!entry.isForeign && entry.updatedAt < head.updatedAt) return skip(here);
  if (entry.isForeign && head.trashedAt !== undefined) throw new TrashedError(head.id);

  const hasNewBody = body.text !== here.content;
  const kept = isRewrite
    ? await keepRevision(context, { head, content: here.content, hasNewBody })
    : undefined;
  const after = compact<StoredEntry>({
    ...head,
    ...fields,
    ...isMoved && movedTo(context, entry),
    ...kept?.fields,
    sourceDigest: entry.sourceDigest ?? head.sourceDigest,
    tagIds,
    version: Math.max(entry.version, head.version + 1),
    updatedAt: entry.isForeign ? context.now() : entry.updatedAt,
  });
  return {
    result: { outcome: "updated", head: after, kept: kept && head.version, planned: created },
    write: saveEntry(context, {
      before: { head, versionstamp: here.versionstamp },
      after,
      body: hasNewBody ? body : undefined,
      table: tagIds.length + head.tagIds.length > 0 ? table : undefined,
      createdTags: created,
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

function factsOf(context: Context, entry: ImportedEntry): Partial<StoredEntry> {
  const { client, trashedAt, purgeAfter, sourceDigest, isForeign } = entry;
  // Another app's document knows no clients, so that it is this one.
  const writer = isForeign
    ? { client: context.client || undefined }
    : { client, isImported: true as const };
  return { ...writer, trashedAt, purgeAfter, sourceDigest };
}
