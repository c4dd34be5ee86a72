import { pickFields } from "../../../../lib/journal/mod.ts";
import type { KnownEntry, ModelValues, Past, Person, Viewer } from "../model.ts";
import { plain } from "../model.ts";
import { knownOf, visibleTo } from "../read.ts";
import { existsFor } from "../tags.ts";

/** The records that an export must have, in their order. */
export function recordsOf(person: Person, viewer: Viewer): unknown[] {
  const existing = [...person.tags.values()].filter((tag) => existsFor(person, viewer, tag));
  const tags = byId(existing).map((tag) => {
    const { createdAt, updatedAt } = knownOf(viewer, tag);
    const { id, name, description, privateDescription } = tag;
    return {
      ...{ type: "tag", id, name, description },
      ...viewer.includePrivate && { privateDescription },
      ...{ createdAt: iso(createdAt), updatedAt: iso(updatedAt) },
    };
  });
  const entries = byId(visibleTo(person, viewer)).flatMap((entry) => [
    entryRecord(person, viewer, entry),
    ...entry.past.filter(({ isPrivate }) => viewer.includePrivate || !isPrivate)
      .map((past) => pastRecord(person, viewer, { entry, past })),
  ]);
  return plain([...tags, ...entries]);
}

function entryRecord(person: Person, viewer: Viewer, entry: KnownEntry) {
  const { id, version, client, createdAt, updatedAt, trashedAt, purgeAfter } = entry;
  return {
    ...{ type: "entry", id, version, client },
    ...said(person, viewer, entry),
    ...{ createdAt: iso(createdAt), updatedAt: iso(updatedAt) },
    ...{ trashedAt: iso(trashedAt), purgeAfter: iso(purgeAfter) },
    ...entry.source,
  };
}

function pastRecord(
  person: Person,
  viewer: Viewer,
  { entry, past }: { entry: KnownEntry; past: Past },
) {
  const { id, version, client, replacedBy, savedAt } = past;
  return {
    ...{ type: "revision", id, entryId: entry.id, version, client, replacedBy },
    ...{ ...said(person, viewer, past), savedAt: iso(savedAt) },
  };
}

function said(person: Person, viewer: Viewer, from: ModelValues) {
  const { content, occurredAt } = from;
  const tags = from.tagIds.map((id) => person.tags.get(id)!)
    .filter((tag) => existsFor(person, viewer, tag))
    .map(({ id, name }) => ({ id, name }));
  return {
    ...pickFields(from),
    ...{ content, occurredAt: iso(occurredAt), tags },
  };
}

function byId<T extends { id: string }>(list: T[]): T[] {
  return list.sort((a, b) => a.id < b.id ? -1 : 1);
}

function iso(time?: number): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
