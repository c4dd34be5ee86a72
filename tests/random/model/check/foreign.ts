import { FIELD_NAMES } from "../../../../lib/journal/mod.ts";
import { partDigest } from "../../../../lib/journal/portability/source_parts.ts";
import { foreignEntry } from "../../../../lib/journal/portability/import/sources/source.ts";
import { type KnownEntry, type Person, Refusal, refuse, type Source } from "../model.ts";
import { findTagFor, followTags, makeTagFor } from "../tags.ts";
import { type Expected, type ImportContext, keepPast, saysTheSame, timeTaken } from "./imported.ts";
import type { SaidOutside } from "./outside.ts";

/** What the report must say, with the places of notes instead of what they tell. */
export type ExpectedForeign = Expected & { notes: number[] };

/** Imports what another app says of some entries, in the order of its document. */
export function importForeign(
  person: Person,
  context: ImportContext,
  all: readonly SaidOutside[],
): ExpectedForeign {
  const report: ExpectedForeign = {
    ...{ created: 0, updated: 0, skipped: 0, failed: 0 },
    errors: [],
    notes: [],
  };
  for (const [index, said] of all.entries()) {
    // Entries of one moment keep their order.
    const { length } = all.slice(0, index).filter((each) => each.occurredAt === said.occurredAt);
    try {
      const { outcome, isNoted } = importOne(person, context, {
        ...{ said, shown: { ...said, occurredAt: said.occurredAt + length } },
      });
      report[outcome]++;
      if (isNoted) report.notes.push(index);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      report.failed++;
      report.errors.push({ index, code: error.code });
    }
  }
  return report;
}

interface Foreign {
  outcome: "created" | "updated" | "skipped";
  isNoted?: boolean;
}

function importOne(
  person: Person,
  context: ImportContext,
  { said, shown }: { said: SaidOutside; shown: SaidOutside },
): Foreign {
  const { viewer } = context;
  const source = sourceOf(said);
  const here = person.entries.get(said.id);
  const isHidden = here !== undefined && here.isPrivate && !viewer.includePrivate;
  if (here === undefined || isHidden) {
    const tagIds = tagsOf(person, context, { tags: said.tags, isPrivate: false });
    const { tags: _, ...fields } = shown;
    const createdAt = Math.min(said.occurredAt, context.now);
    const entry: KnownEntry = {
      ...{ isFavorite: false, isPrivate: false, ...fields, tagIds },
      ...{ createdAt, updatedAt: createdAt, version: 1, source, past: [] },
      client: viewer.client || undefined,
    };
    if (!isHidden) {
      person.entries.set(said.id, entry);
      followTags(person, { after: entry, now: context.now });
    }
    return { outcome: "created" };
  }
  if (here.source?.sourceDigest === source.sourceDigest) return { outcome: "skipped" };
  return update(person, context, { here, said, shown, source });
}

function update(
  person: Person,
  context: ImportContext,
  { here, said, shown, source }: {
    here: KnownEntry;
    said: SaidOutside;
    shown: SaidOutside;
    source: Source;
  },
): Foreign {
  const before = here.source?.sourceParts ?? {};
  const speaksAnewOf = (part: keyof SaidOutside) => {
    if (said[part] === undefined || source.sourceParts![part] === before[part]) return false;
    return before[part] !== undefined || said[part] !== false;
  };
  const isTitleOurs = partDigest(here.title) !== before.title;
  const keepsTitle = speaksAnewOf("title") && isTitleOurs;
  const parts = ([...FIELD_NAMES, "content"] as (keyof SaidOutside)[])
    .filter((part) => !TIME.includes(part) && !(part === "title" && keepsTitle));
  // When it happened is one part, with its day; a moment that was moved here stays.
  const speaksOfTime = speaksAnewOf("occurredAt") ||
    here.occurredAt === shown.occurredAt && TIME.some(speaksAnewOf);
  const taken = {
    ...Object.fromEntries(parts.filter(speaksAnewOf).map((part) => [part, shown[part]])),
    ...speaksOfTime && timeTaken(shown, here),
  };
  const isNoted = keepsTitle && said.title !== here.title;
  const after = { ...here, ...taken };
  const isRewrite = !saysTheSame(here, after);
  const named = speaksAnewOf("tags") ? said.tags! : [];
  const isTagged = named.some(({ name }) => {
    const tag = findTagFor(person, context.viewer, name);
    return tag === undefined || !here.tagIds.includes(tag.id);
  });
  if (!isRewrite && !isTagged) {
    here.source = source;
    return { outcome: "skipped", isNoted };
  }
  if (here.trashedAt !== undefined) refuse("trashed");
  const { isPrivate } = after;
  const found = tagsOf(person, context, { tags: named, isPrivate });
  const tagIds = [...new Set([...here.tagIds, ...found])];
  const entryBefore = structuredClone(here);
  if (isRewrite) keepPast(here, context);
  Object.assign(here, taken, { tagIds, source, updatedAt: context.now, version: here.version + 1 });
  followTags(person, { before: entryBefore, after: here, now: context.now });
  return { outcome: "updated", isNoted };
}

const TIME: readonly (keyof SaidOutside)[] = ["occurredAt", "day", "utcOffset"];

/** The ids of tags by name, made where they are missing. */
function tagsOf(
  person: Person,
  { viewer, now, newTagId }: ImportContext,
  { tags = [], isPrivate }: Pick<SaidOutside, "tags"> & { isPrivate: boolean },
): string[] {
  const ids = tags.map(({ name }) => {
    const here = findTagFor(person, viewer, name);
    if (here) return here.id;
    const wanted = { name, createdAt: now, updatedAt: now };
    const options = { isOpen: !isPrivate, now, newId: () => newTagId(name) };
    return makeTagFor(person, viewer, wanted, options).id;
  });
  return [...new Set(ids)];
}

/** A document that names no tag does not speak of tags. */
function sourceOf({ id, tags = [], ...others }: SaidOutside): Source {
  const said = { ...others, ...tags.length > 0 && { tags } };
  const { entry } = foreignEntry({ id, index: 0, said, createdAt: said.occurredAt });
  return { sourceDigest: entry.sourceDigest, sourceParts: entry.sourceParts };
}
