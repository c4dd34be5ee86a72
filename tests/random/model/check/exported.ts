import { pickFields } from "../../../../lib/journal/mod.ts";
import type { KnownEntry, ModelValues, Past, Person, Viewer } from "../model.ts";
import { plain } from "../model.ts";
import { visibleTo } from "../read.ts";

/** The records that an export must have, in their order. */
export function recordsOf(person: Person, viewer: Viewer): unknown[] {
  const tags = byId([...person.tags.values()]).map((tag) => ({
    ...{ type: "tag", ...tag },
    ...{ createdAt: iso(tag.createdAt), updatedAt: iso(tag.updatedAt) },
  }));
  const entries = byId(visibleTo(person, viewer)).flatMap((entry) => [
    entryRecord(person, entry),
    ...entry.past.filter(({ isPrivate }) => viewer.includePrivate || !isPrivate)
      .map((past) => pastRecord(person, entry, past)),
  ]);
  return plain([...tags, ...entries]);
}

function entryRecord(person: Person, entry: KnownEntry) {
  const { id, version, client, createdAt, updatedAt, trashedAt, purgeAfter } = entry;
  return {
    ...{ type: "entry", id, version, client },
    ...said(person, entry),
    ...{ createdAt: iso(createdAt), updatedAt: iso(updatedAt) },
    ...{ trashedAt: iso(trashedAt), purgeAfter: iso(purgeAfter) },
    ...entry.source,
  };
}

function pastRecord(person: Person, entry: KnownEntry, past: Past) {
  const { id, version, client, replacedBy, savedAt } = past;
  return {
    ...{ type: "revision", id, entryId: entry.id, version, client, replacedBy },
    ...{ ...said(person, past), savedAt: iso(savedAt) },
  };
}

function said(person: Person, from: ModelValues) {
  const { content, occurredAt } = from;
  const tags = from.tagIds.map((id) => ({ id, name: person.tags.get(id)!.name }));
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
