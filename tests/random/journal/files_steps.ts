import { type Journal, JournalError, toRef } from "../../../lib/journal/mod.ts";
import { draft } from "../../unit/journal/helpers.ts";
import { documentWith, entryRecord, idOf } from "../../unit/journal/portability/helpers.ts";
import type { Random } from "../fuzz/requests/random.ts";
import type { FiledEntry, FilesModel, Kept } from "./files_model.ts";

/** A journal, as one viewer sees it. */
export interface Viewing {
  journal: Journal;
  seesPrivate: boolean;
}

/** What an import did to one entry, as its undo needs it. */
interface Imported {
  importId: string;
  id: string;
  /** Another one can come under its id once it is purged. */
  entry: FiledEntry;
  version: number;
  before?: Kept;
  at: number;
}

export interface FilesWorld {
  random: Random;
  model: FilesModel;
  now: () => number;
  /** Texts by digest, that somebody may bring. */
  texts: ReadonlyMap<string, string>;
  all: Viewing;
  viewings: readonly Viewing[];
  imports: Imported[];
  count: number;
}

/** How a step ends: `ok`, or the code of an error. */
type Outcome = string;

/** One step on the journal, and what the model says how it has to end. */
export type Step = (world: FilesWorld) => Promise<{ expected: Outcome; actual: Outcome }>;

async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    await work();
    return "ok";
  } catch (error) {
    if (error instanceof JournalError) return error.code;
    throw error;
  }
}

const bring: Step = async ({ random, model, texts, viewings, now }) => {
  const [sha256, text] = random.pick([...texts]);
  const { journal } = random.pick(viewings);
  const stream = new Blob([text]).stream();
  const actual = await outcomeOf(() => journal.addBlob({ stream, name: "a.txt" }));
  const hasRoom = model.bring(sha256, { size: text.length, now: now() });
  return { expected: hasRoom ? "ok" : "limit_exceeded", actual };
};

const create: Step = async ({ random, model, texts, viewings }) => {
  const { journal, seesPrivate } = random.pick(viewings);
  const files = random.some([...texts.keys()], 0.2);
  const isPrivate = random.chance(0.3);
  const isAllowed = files.every((sha256) => model.mayUse(sha256, { seesPrivate }));
  let id = "";
  const actual = await outcomeOf(async () => {
    ({ id } = await journal.createEntry(draft({ attachments: files.map(refTo), isPrivate })));
  });
  if (isAllowed) {
    const entry: FiledEntry = { files: [], isPrivate, version: 1, past: [], used: new Set() };
    model.entries.set(id, entry);
    model.give(entry, files);
  }
  return { expected: isAllowed ? "ok" : "not_found", actual };
};

const update: Step = async (world) => {
  const { random, model, texts, viewings } = world;
  const { journal, seesPrivate } = random.pick(viewings);
  const [id, entry] = anyEntry(world);
  const files = random.some([...texts.keys()], 0.2);
  const isPrivate = random.chance(0.3) ? !entry?.isPrivate : undefined;
  const attachments = files.map(refTo);
  const actual = await outcomeOf(() => journal.updateEntry(id, { attachments, isPrivate }));
  if (!isSeen(entry, seesPrivate)) return { expected: "not_found", actual };
  if (entry.trashedAt !== undefined) return { expected: "trashed", actual };
  const has = entry.files;
  const isAllowed = files.every((sha256) => model.mayUse(sha256, { seesPrivate, has }));
  if (!isAllowed) return { expected: "not_found", actual };
  model.keep(entry);
  model.give(entry, files);
  entry.isPrivate = isPrivate ?? entry.isPrivate;
  entry.version++;
  return { expected: "ok", actual };
};

const restoreRevision: Step = async (world) => {
  const { random, viewings, model, all } = world;
  const { journal, seesPrivate } = random.pick(viewings);
  const [id, entry] = anyEntry(world, ({ past }) => past.length > 0);
  if (!entry || entry.past.length === 0) return { expected: "ok", actual: "ok" };
  const past = random.pick(entry.past);
  const { revisions } = await all.journal.listRevisions(id, { limit: 100 });
  const { id: revisionId } = revisions.find(({ version }) => version === past.version)!;
  const actual = await outcomeOf(() => journal.restoreRevision(id, revisionId));
  if (!isSeen(entry, seesPrivate)) return { expected: "not_found", actual };
  if (entry.trashedAt !== undefined) return { expected: "trashed", actual };
  if (past.isPrivate && !seesPrivate) return { expected: "not_found", actual };
  model.keep(entry);
  entry.files = [...past.files];
  entry.isPrivate ||= past.isPrivate;
  entry.version++;
  return { expected: "ok", actual };
};

/** Trashes, takes out of the trash, or purges. */
const move: Step = async (world) => {
  const { random, viewings, model, now } = world;
  const { journal, seesPrivate } = random.pick(viewings);
  const [id, entry] = anyEntry(world);
  const kind = random.pick(["trashEntry", "trashEntry", "restoreEntry", "purgeEntry"] as const);
  const actual = await outcomeOf(() => journal[kind](id));
  if (!isSeen(entry, seesPrivate)) return { expected: "not_found", actual };
  if (kind === "purgeEntry") model.entries.delete(id);
  else if ((kind === "trashEntry") !== (entry.trashedAt !== undefined)) {
    entry.trashedAt = kind === "trashEntry" ? now() : undefined;
    entry.version++;
  }
  return { expected: "ok", actual };
};

/** Imports one entry, which is new or has changed, and names files that may not be here. */
const take: Step = async (world) => {
  const { random, model, texts, all: { journal }, now, imports } = world;
  const id = idOf(random.below(4));
  const entry = model.entries.get(id);
  const isAgain = entry?.undoneAt !== undefined && entry.undoneAt === entry.trashedAt;
  if (entry?.trashedAt !== undefined && !isAgain) return { expected: "ok", actual: "ok" };
  const named = random.some([...texts.keys()], 0.2);
  const isPrivate = random.chance(0.3);
  const time = new Date(now()).toISOString();
  const record = entryRecord(0, {
    ...{ id, isPrivate, content: `Text ${world.count++}`, createdAt: time, updatedAt: time },
    attachments: named.map((sha256) => ({ sha256, name: "b.txt" })),
  });
  const importId = `import ${world.count}`;
  const actual = await outcomeOf(async () => {
    await journal.beginImport(importId);
    const document = documentWith([record]);
    const piece = await journal.readDocument({ format: "epicme", document });
    const { created, updated, problems } = await journal.importPiece(piece, { importId });
    if (created + updated !== 1) throw new Error(JSON.stringify(problems));
  });
  const has = entry && !isAgain ? entry.files : [];
  const files = named.filter((sha256) => model.mayUse(sha256, { seesPrivate: true, has }));
  const before = entry && !isAgain
    ? { files: [...entry.files], isPrivate: entry.isPrivate }
    : undefined;
  const after: FiledEntry = entry ??
    { files: [], isPrivate, version: 0, past: [], used: new Set() };
  if (before) model.keep(after);
  model.give(after, files, has);
  Object.assign(after, { isPrivate, version: after.version + 1 });
  Object.assign(after, { trashedAt: undefined, undoneAt: undefined });
  model.entries.set(id, after);
  imports.push({ importId, id, entry: after, version: after.version, before, at: now() });
  return { expected: "ok", actual };
};

const undo: Step = async ({ random, model, all: { journal }, now, imports }) => {
  const [done] = imports.splice(random.below(imports.length), 1);
  if (!done || done.at + 29 * 86_400_000 < now()) return { expected: "ok", actual: "ok" };
  const actual = await outcomeOf(async () => {
    while (!(await journal.undoImport(done.importId)).isDone);
  });
  const entry = model.entries.get(done.id);
  if (entry && entry === done.entry && entry.version === done.version) {
    if (done.before === undefined && entry.trashedAt === undefined) {
      Object.assign(entry, { trashedAt: now(), undoneAt: now() });
      entry.version++;
    } else if (done.before !== undefined) {
      model.keep(entry);
      Object.assign(entry, { ...done.before, files: [...done.before.files] });
      entry.version++;
    }
  }
  return { expected: "ok", actual };
};

/** Those that come more often are named more often. */
export const STEPS: readonly Step[] = [
  ...[bring, bring, bring, create, create, update, update, update],
  ...[restoreRevision, restoreRevision, move, move, take, take, undo],
];

function refTo(sha256: string) {
  return toRef({ sha256, name: "a.txt" });
}

function isSeen(entry: FiledEntry | undefined, seesPrivate: boolean): entry is FiledEntry {
  return entry !== undefined && (seesPrivate || !entry.isPrivate);
}

function anyEntry(
  { random, model }: FilesWorld,
  fits: (entry: FiledEntry) => boolean = () => true,
): [string, FiledEntry | undefined] {
  const all = [...model.entries].filter(([, entry]) => fits(entry));
  return all.length > 0 ? random.pick(all) : ["01ARZ3NDEKTSV4RRFFQ69G5FAV", undefined];
}
