import { FIELD_NAMES, pickFields } from "../../../../lib/journal/mod.ts";
import { decodeTime } from "ulid";
import type { ImportReport } from "../../../../lib/journal/mod.ts";
import type { When } from "../days.ts";
import {
  folded,
  type KnownEntry,
  type KnownTag,
  type ModelValues,
  type Past,
  type Person,
  plain,
  Refusal,
  refuse,
  type Source,
  type Viewer,
} from "../model.ts";
import { existsFor, findHidden, followTags, makeTagFor, renameHidden } from "../tags.ts";

/** A record of a JSON export; it was exported here, so it is well-formed. */
// deno-lint-ignore no-explicit-any
type Record = any;

/** Who imports, when, and which id a tag has got where it could not keep its own. */
export interface ImportContext {
  viewer: Viewer;
  now: number;
  newTagId(name: string): string;
}

/** What the report must say, with the places of problems and their codes instead of reasons. */
export type Expected = Omit<ImportReport, "errors"> & { errors: { index: number; code: string }[] };

const TRASH_MS = 30 * 86_400_000;
const NOTHING = Object.fromEntries(FIELD_NAMES.map((name) => [name, undefined]));

/** Imports a document of this kind of journal, record by record. */
export function importInto(
  person: Person,
  context: ImportContext,
  { records }: { records: Record[] },
): Expected {
  const report: Expected = { created: 0, updated: 0, skipped: 0, failed: 0, errors: [] };
  const attempt = (record: Record, work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      report.errors.push({ index: records.indexOf(record), code: error.code });
    }
  };
  const all = (type: string) => records.filter((record) => record.type === type);
  const isOpen = openIn(records, context.viewer);
  for (const tag of all("tag")) {
    attempt(tag, () => importTag(person, context, { record: tag, isOpen: isOpen(tag) }));
  }
  for (const entry of all("entry")) {
    attempt(entry, () => {
      const { outcome, ...result } = importEntry(person, context, entry);
      let added = 0;
      for (const revision of all("revision").filter(({ entryId }) => entryId === entry.id)) {
        attempt(revision, () => added += importPast(person, context, { revision, ...result }));
      }
      report[outcome === "skipped" && added > 0 ? "updated" : outcome]++;
    });
  }
  report.errors.sort((a, b) => a.index - b.index);
  return { ...report, failed: report.errors.length };
}

/** Which tags of a document are open, where they are new: those that its open entries have. */
function openIn(records: Record[], { includePrivate }: Viewer): (tag: KnownTag) => boolean {
  const isOn = ({ id, name }: KnownTag, entries: Record[]) =>
    entries.some(({ tags }) =>
      tags.some((tag: KnownTag) => tag.id === id || folded(tag.name) === folded(name))
    );
  const said = records.filter(({ type }) => type !== "tag");
  const closed = said.filter(({ isPrivate }) => isPrivate);
  const open = said.filter(({ type, isPrivate }) => type === "entry" && !isPrivate);
  return (tag) => isOn(tag, open) || !includePrivate && !isOn(tag, closed);
}

function importTag(
  person: Person,
  context: ImportContext,
  { record, isOpen }: { record: Record; isOpen: boolean },
): void {
  const { id, name, description } = record;
  const times = {
    createdAt: Date.parse(record.createdAt),
    updatedAt: Date.parse(record.updatedAt),
  };
  const here = tagFor(person, context.viewer, record);
  const { privateDescription = here?.privateDescription } = record;
  if (here === undefined) {
    makeTag(person, context, {
      tag: plain({ id, name, description, privateDescription, ...times }),
      isOpen,
    });
    return;
  }
  if (here.id !== id || times.updatedAt < here.updatedAt) return;
  const named = tagFor(person, context.viewer, { name });
  const differs = here.name !== name || here.description !== description ||
    here.privateDescription !== privateDescription || here.updatedAt !== times.updatedAt;
  if (!differs) return;
  if (named !== undefined && named !== here) refuse("invalid");
  const hidden = findHidden(person, context.viewer, { name });
  if (hidden) renameHidden(person, hidden, context.now);
  Object.assign(here, { name, description, privateDescription, updatedAt: times.updatedAt });
}

interface Imported {
  outcome: "created" | "updated" | "skipped";
  /** The version of the entry after it. */
  version: number;
  /** Where an entry is that the viewer may not see: nothing of it changes. */
  isHidden?: boolean;
  /** The version that became a revision by it. */
  kept?: number;
}

function importEntry(person: Person, context: ImportContext, record: Record): Imported {
  const { viewer, now } = context;
  const { id, version, client } = record;
  const trash = record.trashedAt && {
    trashedAt: Date.parse(record.trashedAt),
    purgeAfter: Date.parse(record.purgeAfter),
  };
  if (trash && trash.purgeAfter <= now) refuse("invalid");
  const tagIds: string[] = record.tags.map((tag: KnownTag) => {
    // The id of a tag tells no time any more.
    const at = person.gone.has(tag.id) || decodeTime(tag.id) === 1 ? now : decodeTime(tag.id);
    return (tagFor(person, viewer, tag) ?? makeTag(person, context, {
      tag: { ...tag, createdAt: at, updatedAt: at },
      isOpen: !record.isPrivate,
    })).id;
  });
  const said = { ...saidIn(record), tagIds: [...new Set(tagIds)] };
  const source: Source = {
    sourceDigest: record.sourceDigest,
    sourceParts: record.sourceParts,
  };
  const updatedAt = Date.parse(record.updatedAt);
  const here = person.entries.get(id);
  if (here === undefined) {
    const createdAt = Date.parse(record.createdAt);
    const made: KnownEntry = {
      ...said,
      ...trash,
      id,
      createdAt,
      updatedAt,
      version,
      client,
      isImported: true,
      source,
      past: [],
    };
    person.entries.set(id, made);
    followTags(person, { after: made, now });
    return { outcome: "created", version };
  }
  if (here.isPrivate && !viewer.includePrivate) {
    return { outcome: "created", version, isHidden: true };
  }
  // A later document clears what it does not have; in one of the same time it was left out.
  const after = {
    ...updatedAt > here.updatedAt ? said : { ...saidOf(here), ...said },
    ...timeTaken(said, here),
  };
  const isRewrite = !saysTheSame(here, after);
  const isMoved = (here.trashedAt === undefined) !== (trash === undefined);
  const isTagged = here.tagIds.toSorted().join() !== said.tagIds.toSorted().join();
  const isOlder = updatedAt < here.updatedAt;
  if (isOlder || !isRewrite && !isMoved && !isTagged) {
    return { outcome: "skipped", version: here.version };
  }
  const kept = isRewrite ? here.version : undefined;
  const before = structuredClone(here);
  if (isRewrite) keepPast(here, context);
  // What is here comes back from the trash for 30 days, whatever a document says.
  if (isMoved) {
    const isOut = trash === undefined;
    Object.assign(here, {
      trashedAt: isOut ? undefined : now,
      purgeAfter: isOut ? undefined : now + TRASH_MS,
    });
  }
  Object.assign(here, NOTHING, after, {
    updatedAt,
    version: Math.max(version, here.version + 1),
  });
  if (source.sourceDigest !== undefined) here.source = source;
  followTags(person, { before, after: here, now });
  return { outcome: "updated", version: here.version, kept };
}

/** Whether two entries say the same, apart from their tags. */
export function saysTheSame(one: ModelValues, other: ModelValues): boolean {
  const withoutTags = (said: ModelValues) => JSON.stringify({ ...saidOf(said), tagIds: [] });
  return withoutTags(one) === withoutTags(other);
}

/** Makes a revision of what an entry says before an import rewrites it. */
export function keepPast(here: KnownEntry, { viewer, now }: ImportContext): void {
  const { version, client, isImported } = here;
  const replacedBy = viewer.client || undefined;
  const past = { ...saidOf(here), version, client, isImported, savedAt: now, replacedBy };
  here.past.push(structuredClone(past));
  Object.assign(here, { client: replacedBy, isImported: undefined });
}

/**
 * When an entry happened by a document. One that does not say where its moment was leaves the day that
 * is known of it here.
 */
export function timeTaken(said: When, here: When): When {
  const isStated = said.day !== undefined && !said.isZoneAssumed;
  const isKnown = here.day !== undefined && here.occurredAt === said.occurredAt;
  const { occurredAt, day, utcOffset, isZoneAssumed } = isKnown && !isStated ? here : said;
  return { occurredAt, day, utcOffset, isZoneAssumed };
}

/** Adds a revision, unless it is there; returns whether the viewer must think that it was not. */
function importPast(
  person: Person,
  { viewer }: ImportContext,
  { revision, version, kept, isHidden }: Omit<Imported, "outcome"> & { revision: Record },
): number {
  if (revision.version >= version) refuse("invalid");
  if (isHidden || revision.version === kept) return 0;
  const entry = person.entries.get(revision.entryId)!;
  const here = entry.past.find((past) => past.version === revision.version);
  if (here) return here.isPrivate && !viewer.includePrivate ? 1 : 0;
  const isPrivate = revision.isPrivate || entry.isPrivate;
  const tagIds = revision.tags.flatMap((tag: KnownTag) =>
    tagFor(person, viewer, tag)?.id ??
      (isPrivate ? findHidden(person, viewer, tag)?.id : undefined) ?? []
  );
  const { id, client, replacedBy } = revision;
  const past: Past = {
    ...{ ...saidIn(revision), id, client, replacedBy, isImported: true, version: revision.version },
    ...{ savedAt: Date.parse(revision.savedAt), tagIds: [...new Set<string>(tagIds)] },
  };
  entry.past = [...entry.past, past].sort((a, b) => a.version - b.version);
  return 1;
}

function makeTag(
  person: Person,
  { viewer, now, newTagId }: ImportContext,
  { tag, isOpen }: { tag: KnownTag; isOpen: boolean },
): KnownTag {
  const wanted = { ...tag, id: person.gone.has(tag.id) ? undefined : tag.id };
  return makeTagFor(person, viewer, wanted, { isOpen, now, newId: () => newTagId(tag.name) });
}

/** By id, or else by name, if it exists for the viewer. */
function tagFor(
  person: Person,
  viewer: Viewer,
  { id = "", name }: { id?: string; name: string },
): KnownTag | undefined {
  const existing = [...person.tags.values()].filter((tag) => existsFor(person, viewer, tag));
  return existing.find((tag) => tag.id === id) ??
    existing.find((tag) => folded(tag.name) === folded(name));
}

function saidIn({ tags: _, ...record }: Record): Omit<ModelValues, "tagIds"> {
  const { tagIds: _tagIds, ...said } = saidOf(
    { ...record, occurredAt: Date.parse(record.occurredAt), tagIds: [] },
  );
  return said;
}

function saidOf(from: ModelValues | KnownEntry): ModelValues {
  return { ...pickFields(from), content: from.content, tagIds: from.tagIds };
}
