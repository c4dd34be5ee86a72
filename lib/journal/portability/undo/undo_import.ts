import { intoTrash } from "../../entries/trash.ts";
import { keepRevision } from "../../entries/keep_revision.ts";
import { saveEntry } from "../../entries/save_entry.ts";
import { joinBody, storeBody } from "../../store/body.ts";
import type { Context } from "../../store/context.ts";
import { type LoadedEntry, loadEntries } from "../../store/load_entry.ts";
import { readMany } from "../../store/read_many.ts";
import { compact, type StoredEntry } from "../../store/stored.ts";
import { type Plan, transact } from "../../store/transact.ts";
import { readTags, readTagTable } from "../../tags/find_tags.ts";
import { followEntry } from "../../tags/follow_entry.ts";
import { isExpired } from "../import/orphaned_history.ts";
import { removeRevisions } from "./remove_revisions.ts";
import { isAbout, type UndoRow } from "../import/undo_row.ts";

/** An entry that an undo leaves as it is, and why. */
export interface KeptEntry {
  id: string;
  title: string;
  reason: string;
}

/** What an undo did. */
export interface UndoReport {
  /** New entries that are in the trash now. */
  trashed: number;
  /** Changed entries that say again what they said. */
  restored: number;
  kept: KeptEntry[];
  /** Whether nothing of the import is left to undo. */
  isDone: boolean;
}

type Undone = "trashed" | "restored" | "nothing" | KeptEntry;

const ROWS_AT_ONCE = 50;

/**
 * Undoes a part of an import: what was new goes to the trash, what was changed is as it was before.
 * What somebody has changed since stays, and the report says so. What is undone is forgotten in the
 * same commit, so that an undo that breaks off goes on from there.
 */
export async function undoImport(
  context: Context,
  importId: string,
  { pause, signal }: { pause?: () => Promise<void>; signal?: AbortSignal } = {},
): Promise<UndoReport> {
  const { store, keys } = context;
  const prefix = keys.undoRows(importId);
  const rows = await Array.fromAsync(store.read.list({ prefix }, { limit: ROWS_AT_ONCE }));
  const report: UndoReport = { trashed: 0, restored: 0, kept: [], isDone: rows.length === 0 };
  for (const { key } of rows) {
    signal?.throwIfAborted();
    const undone = await undoEntry(context, { key, id: String(key.at(-1)) });
    if (typeof undone === "object") report.kept.push(undone);
    else if (undone !== "nothing") report[undone]++;
    await pause?.();
  }
  return report;
}

async function undoEntry(
  context: Context,
  { key, id }: { key: Deno.KvKey; id: string },
): Promise<Undone> {
  const { store } = context;
  const { value } = await store.read.get<UndoRow>(key);
  // Only of an entry that was here: what is new takes its history along.
  if (value?.before) await removeRevisions(context, { id, row: value });
  return await transact(context, async () => {
    const { value: row, versionstamp } = await store.read.get<UndoRow>(key);
    if (row === null) return { result: "nothing" as const };
    const { result, write } = await planUndo(context, { row, id });
    return {
      result,
      write: (operation) =>
        (write?.(operation) ?? operation).check({ key, versionstamp }).delete(key),
    };
  });
}

async function planUndo(
  context: Context,
  { row, id }: { row: UndoRow; id: string },
): Promise<Plan<Undone>> {
  const [loaded] = await loadEntries(context.store, { keys: context.keys, ids: [id] });
  if (!loaded || isExpired(context, loaded.head)) return { result: "nothing" };
  const { head } = loaded;
  if (!isAbout(row, head)) return { result: "nothing" };
  const isNew = row.before === undefined;
  if (isNew && head.trashedAt !== undefined) return { result: "trashed" };
  if (head.version !== row.version) {
    return { result: { id, title: head.title, reason: "It was changed here after the import" } };
  }
  const plan = isNew ? planTrash : row.outcome === "skipped" ? planForget : planRestore;
  return await plan(context, { here: loaded, before: row.before ?? head });
}

interface Change {
  here: LoadedEntry;
  /** The entry before the import. */
  before: StoredEntry;
}

async function planTrash(context: Context, { here }: Change): Promise<Plan<Undone>> {
  const moved = intoTrash(context);
  const { head } = here;
  const version = head.version + 1;
  const after = { ...head, ...moved, undoneAt: moved.trashedAt, updatedAt: context.now(), version };
  return { result: "trashed", write: await planWrite(context, { here, after }) };
}

/** The entry says what it says; only the next import must not believe that it knows it. */
async function planForget(context: Context, { here, before }: Change): Promise<Plan<Undone>> {
  const { sourceDigest = null, sourceParts = null } = before;
  const after = compact<StoredEntry>({ ...here.head, sourceDigest, sourceParts });
  return { result: "nothing", write: await planWrite(context, { here, after }) };
}

/** What the import said is kept as a revision, as with every change. */
async function planRestore(context: Context, { here, before }: Change): Promise<Plan<Undone>> {
  const { head, content } = here;
  const text = before.shortBody ?? await readText(context, { here, before });
  if (text === undefined) {
    const reason = "What it said before is not kept any more, because it was changed 1,000 times";
    return { result: { id: head.id, title: head.title, reason } };
  }
  const hasNewBody = text !== content;
  const { fields, body } = storeBody(text);
  const kept = await keepRevision(context, { head, content, hasNewBody });
  const { bodyVersion, revisionCount } = kept.fields;
  const after = compact<StoredEntry>({
    ...before,
    ...fields,
    ...{ bodyVersion, revisionCount, version: head.version + 1 },
  });
  const write = await planWrite(context, {
    ...{ here, after, body: hasNewBody ? body : undefined, keep: kept.write },
  });
  return { result: "restored", write };
}

async function planWrite(
  context: Context,
  { here, after, ...rest }:
    & { here: LoadedEntry; after: StoredEntry }
    & Pick<Parameters<typeof saveEntry>[1], "body" | "keep">,
) {
  const table = await readTagTable(context);
  const [tagsHere, tags] = await Promise.all([
    readTags(context, here.head.tagIds),
    readTags(context, after.tagIds),
  ]);
  const head = { ...here.head, tagIds: tagsHere.map(({ id }) => id) };
  const entry = { ...after, tagIds: tags.map(({ id }) => id) };
  return saveEntry(context, {
    ...rest,
    before: { head, versionstamp: here.versionstamp },
    after: entry,
    table: tags.length + tagsHere.length > 0 ? table : undefined,
    tagWrites: await followEntry(context, {
      ...{ before: { head, tags: tagsHere }, after: entry, tags },
    }),
  });
}

/** The text that an entry had, from its history; undefined if that is gone. */
async function readText(
  { store, keys }: Context,
  { here, before }: Change,
): Promise<string | undefined> {
  const { id, bodyVersion: version = 1, chunks: count } = before;
  if ((here.head.bodyVersion ?? 1) === version) return here.content;
  const bodies = Array.from({ length: count }, (_, chunk) => keys.oldBody(id, { version, chunk }));
  const chunks = await readMany<Uint8Array>(store.read, bodies);
  if (chunks.some(({ value }) => value === null)) return undefined;
  return joinBody(chunks.flatMap(({ value }) => value ?? []));
}
