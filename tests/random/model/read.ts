import type { Entry, EntryQuery, EntrySummary, Revision, Tag } from "../../../lib/journal/mod.ts";
import { countWords, excerptOf } from "../../../lib/journal/entries/prose.ts";
import { edgeOf, shownTime } from "./days.ts";
import {
  findEntry,
  folded,
  type KnownEntry,
  type KnownTag,
  type Person,
  plain,
  refuse,
  type Viewer,
} from "./model.ts";
import { line, pageSize } from "./rules.ts";
import { existsFor, findTagFor } from "./tags.ts";

/** An entry as the journal shows it to somebody who may see it. */
export function shown(
  person: Person,
  viewer: Viewer,
  entry: KnownEntry,
  timeZone?: string,
): Entry {
  const { past: _past, client: _client, isImported: _isImported, source: _source, ...rest } = entry;
  const { purgeAfter: _purgeAfter, isZoneAssumed: _isZoneAssumed, tagIds, ...facts } = rest;
  return plain({
    ...facts,
    ...shownTime(entry, { call: timeZone, person: person.timeZone }),
    wordCount: countWords(entry.content),
    tags: tagIds.map((id) => person.tags.get(id)!)
      .filter((tag) => entry.trashedAt === undefined || existsFor(person, viewer, tag))
      .map(({ id, name }) => ({ id, name })),
  });
}

/** An entry as a list shows it. */
export function summed(
  person: Person,
  viewer: Viewer,
  entry: KnownEntry,
  timeZone?: string,
): EntrySummary {
  const { content, tags, ...facts } = shown(person, viewer, entry, timeZone);
  return { ...facts, excerpt: excerptOf(content), tags: tags.map(({ name }) => name) };
}

/** A tag with the number of its entries. */
export function counted(person: Person, viewer: Viewer, tag: KnownTag): Tag {
  const entryCount = livingOf(person, viewer).filter(({ tagIds }) => tagIds.includes(tag.id));
  return plain({ ...knownOf(viewer, tag), entryCount: entryCount.length });
}

/** What the viewer knows of a tag that exists for them. */
export function knownOf({ includePrivate }: Viewer, tag: KnownTag) {
  const { open, privateDescription, ...rest } = tag;
  if (includePrivate) return { ...rest, description: privateDescription ?? tag.description };
  const { since: createdAt } = open!;
  return { ...rest, createdAt, updatedAt: Math.max(createdAt, tag.updatedAt) };
}

export function tagsOf(person: Person, viewer: Viewer): Tag[] {
  const { compare } = new Intl.Collator("en");
  return [...person.tags.values()].filter((tag) => existsFor(person, viewer, tag))
    .map((tag) => counted(person, viewer, tag))
    .sort((a, b) => compare(a.name, b.name));
}

/** All entries that exist for the viewer, also in the trash. */
export function visibleTo(person: Person, { includePrivate }: Viewer): KnownEntry[] {
  return [...person.entries.values()].filter(({ isPrivate }) => includePrivate || !isPrivate);
}

export function livingOf(person: Person, viewer: Viewer): KnownEntry[] {
  return visibleTo(person, viewer).filter(({ trashedAt }) => trashedAt === undefined);
}

/** The entries of a query, in their order. */
export function matching(person: Person, viewer: Viewer, query: EntryQuery): KnownEntry[] {
  const { mood, favorite, trashed = false } = query;
  pageSize(query.limit);
  const isWithin = withinOf(person, query);
  const wantedMood = mood === undefined ? undefined : folded(line(mood));
  const tagId = query.tag === undefined
    ? undefined
    : (findTagFor(person, viewer, query.tag) ?? refuse("not_found")).id;
  return visibleTo(person, viewer).filter((entry) =>
    (entry.trashedAt !== undefined) === trashed &&
    (query.private ?? entry.isPrivate) === entry.isPrivate &&
    (favorite ?? entry.isFavorite) === entry.isFavorite &&
    (tagId === undefined || entry.tagIds.includes(tagId)) &&
    (wantedMood === undefined || folded(entry.mood ?? "") === wantedMood) &&
    isWithin(entry)
  ).sort(newestFirst);
}

/** Whether an entry is within the range of a query: of its days, or between its moments. */
export function withinOf(
  person: Person,
  { from, to, timeZone }: Pick<EntryQuery, "from" | "to" | "timeZone">,
): (entry: KnownEntry) => boolean {
  const where = { call: timeZone, person: person.timeZone };
  const [start, end] = [from, to].map((edge) =>
    edge === undefined ? undefined : edgeOf(edge, where)
  );
  if (start && end && start.first > end.last) refuse("invalid");
  return (entry) => {
    const { day } = shownTime(entry, where);
    return (!start || (start.day ? day >= start.day : entry.occurredAt >= start.first)) &&
      (!end || (end.day ? day <= end.day : entry.occurredAt <= end.last));
  };
}

/** What an entry said before, the newest first. */
export function revisionsOf(person: Person, viewer: Viewer, id: string): Revision[] {
  const { past } = findEntry(person, viewer, id);
  return past.filter(({ isPrivate }) => viewer.includePrivate || !isPrivate).toReversed()
    .map(({ id, savedAt, client, replacedBy, isImported, version, title, content }) =>
      plain({
        ...{ id: id!, savedAt, client, replacedBy, isImported, version, title },
        excerpt: excerptOf(content),
        wordCount: countWords(content),
      })
    );
}

function newestFirst(a: KnownEntry, b: KnownEntry): number {
  return b.occurredAt - a.occurredAt || (a.id < b.id ? 1 : -1);
}
