import { FIELD_NAMES, isId, pickFields } from "../../../lib/journal/mod.ts";
import assert from "node:assert/strict";
import type { Entry, Journal, Tag, TagRef, WrittenEntry } from "../../../lib/journal/mod.ts";
import {
  findEntry,
  folded,
  type KnownEntry,
  type ModelValues,
  type Person,
  refuse,
  remove,
  type Viewer,
} from "./model.ts";
import { type When, whenOf } from "./days.ts";
import { counted, shown } from "./read.ts";
import { distinct, editIn, givenIn, line, parseContent, tagName } from "./rules.ts";
import { existsFor, findHidden, findTagFor, followTags, makeTagFor, renameHidden } from "./tags.ts";

/** The writes of a journal that the model knows. */
export const WRITES = [
  ...["createEntry", "updateEntry", "trashEntry", "restoreEntry", "purgeEntry"] as const,
  ...["restoreRevision", "addTagToEntry", "removeTagFromEntry"] as const,
  ...["createTag", "updateTag", "deleteTag"] as const,
];

export type WriteName = typeof WRITES[number];

/** The same writes on the model: they answer what the journal must answer, or throw a Refusal. */
export type ModelWrites = {
  [Name in WriteName]: (...args: Parameters<Journal[Name]>) => Awaited<ReturnType<Journal[Name]>>;
};

/** Whose writes, when, and what the journal has answered: new ids are taken from there. */
export interface WriteContext {
  viewer: Viewer;
  now: number;
  answer?: unknown;
  /** The tags there are by now, where the answer does not tell all. */
  tags?: readonly Tag[];
}

const KEY_MS = 86_400_000;
const TRASH_MS = 30 * 86_400_000;

/** The writes of one viewer on the model of a person. */
export function writesOf(
  person: Person,
  { viewer, now, answer, tags: tagsNow = [] }: WriteContext,
): ModelWrites {
  const client = viewer.client || undefined;
  const newTags = (answer as Entry)?.tags ?? tagsNow;

  function adopt(id: string | undefined): string {
    if (id === undefined) return "none";
    assert(!person.ids.has(id), `The id ${id} was given before`);
    person.ids.add(id);
    return id;
  }

  /** Those that did not exist for the viewer, as they were named. */
  const freshTags: TagRef[] = [];
  const findTag = (reference: string) => findTagFor(person, viewer, reference);

  function makeTag(
    name: string,
    { id, description, isOpen }: { id?: string; description?: string; isOpen: boolean },
  ) {
    const wanted = { name, description, createdAt: now, updatedAt: now };
    const tag = makeTagFor(person, viewer, wanted, { isOpen, now, newId: () => adopt(id) });
    freshTags.push({ id: tag.id, name });
    return tag;
  }

  function resolve(
    references: readonly string[],
    { createMissing = false, isPrivate = false } = {},
  ): string[] {
    const names = distinct(references);
    for (const name of names) {
      if (findTag(name) !== undefined) continue;
      if (!createMissing || isId(name)) refuse("not_found");
    }
    for (const name of names) if (findTag(name) === undefined) tagName(name);
    const idOf = (name: string) => newTags.find((tag) => tag.name === name)?.id;
    const tags = names.map((name) =>
      findTag(name) ?? makeTag(tagName(name), { id: idOf(tagName(name)), isOpen: !isPrivate })
    );
    return [...new Set(tags.map(({ id }) => id))];
  }

  function edit(id: string, change: (entry: KnownEntry) => boolean | void): Entry {
    const entry = findEntry(person, viewer, id);
    const before = structuredClone(entry);
    if (change(entry) !== false) {
      Object.assign(entry, { version: entry.version + 1, updatedAt: now });
      followTags(person, { before, after: entry, now });
    }
    return shown(person, viewer, entry);
  }

  function rewrite(
    entry: KnownEntry,
    said: { [Name in keyof ModelValues]?: ModelValues[Name] | null },
  ): void {
    const { id: _, past, createdAt: _c, updatedAt: _u, trashedAt: _t, source: _s, ...before } =
      entry;
    past.push(structuredClone({ ...before, savedAt: now, replacedBy: client }));
    Object.assign(entry, said, { client, isImported: undefined });
    for (const name of ["mood", "location", "weather"] as const) entry[name] ??= undefined;
  }

  /** What was written, with those of its tags that were not there before. */
  function withNewTags(entry: Entry): WrittenEntry {
    if (freshTags.length === 0) return entry;
    const tags = entry.tags.map((tag) => freshTags.find(({ id }) => id === tag.id) ?? tag);
    return { ...entry, tags, newTags: freshTags };
  }

  const whereIs = (call?: string) => ({ call, person: person.timeZone });

  /** What is there already, said without a place, is not said anew. */
  function newTime(when: When, entry: KnownEntry) {
    const isPlain = when.day === undefined || when.isZoneAssumed;
    if (isPlain && when.occurredAt === entry.occurredAt) return {};
    return { day: undefined, utcOffset: undefined, isZoneAssumed: undefined, ...when };
  }
  const findById = (id: string) => {
    const tag = person.tags.get(id);
    return tag && existsFor(person, viewer, tag) ? tag : refuse("not_found");
  };
  const findNamed = (name: string) =>
    [...person.tags.values()].find((tag) =>
      folded(tag.name) === folded(name) && existsFor(person, viewer, tag)
    );

  const refuseTrashed = (entry: KnownEntry) => entry.trashedAt && refuse("trashed");

  return {
    createEntry(draft) {
      const said = givenIn(draft);
      const when = whenOf(draft.occurredAt ?? now, whereIs(draft.timeZone));
      const { tags = [], createMissingTags, idempotencyKey } = draft;
      distinct(tags);
      if (idempotencyKey === "") refuse("invalid");
      if ([...idempotencyKey ?? ""].length > 200) refuse("limit_exceeded");
      const key = JSON.stringify([viewer.client, idempotencyKey]);
      const time = [draft.occurredAt, draft.timeZone];
      const all = JSON.stringify([said, time, distinct(tags)]);
      const once = idempotencyKey ? person.once.get(key) : undefined;
      const made = once && now < once.at + KEY_MS ? person.entries.get(once.id) : undefined;
      const isSame = once?.said === all;
      const isSeen = made !== undefined && (viewer.includePrivate || !made.isPrivate);
      if ((isSeen || isSame) && made?.trashedAt !== undefined) refuse("trashed");
      if (isSeen && !isSame) refuse("conflict");
      if (isSeen) return shown(person, viewer, made);

      // Who cannot see what it wrote is told what it wrote.
      const written = isSame ? made?.id : undefined;
      const entry: KnownEntry = {
        ...{ isFavorite: false, isPrivate: false },
        ...{ ...said as ModelValues, ...when },
        tagIds: resolve(tags, {
          createMissing: createMissingTags,
          isPrivate: said.isPrivate,
        }),
        id: written ?? adopt((answer as Entry)?.id),
        ...{ createdAt: now, updatedAt: now, version: 1, client, past: [] },
      };
      if (written === undefined) {
        person.entries.set(entry.id, entry);
        followTags(person, { after: entry, now });
        if (idempotencyKey) person.once.set(key, { id: entry.id, at: now, said: all });
      }
      return withNewTags(shown(person, viewer, entry));
    },
    updateEntry(id, { tags, createMissingTags, occurredAt, ...patch }, { ifVersion } = {}) {
      const said = givenIn(patch);
      const editContent = editIn(patch);
      const when = occurredAt === undefined
        ? undefined
        : whenOf(occurredAt, whereIs(patch.timeZone));
      if (tags) distinct(tags);
      if (said.content !== undefined && editContent) refuse("invalid");
      if (Object.keys(said).length === 0 && !when && !editContent && tags === undefined) {
        refuse("invalid");
      }
      const updated = edit(id, (entry) => {
        refuseTrashed(entry);
        if (ifVersion !== undefined && ifVersion !== entry.version) refuse("conflict");
        if (editContent) said.content = parseContent(editContent(entry.content));
        const isPrivate = said.isPrivate ?? entry.isPrivate;
        const tagIds = tags
          ? resolve(tags, { createMissing: createMissingTags, isPrivate })
          : entry.tagIds;
        rewrite(entry, { ...said, ...when && newTime(when, entry), tagIds });
      });
      return withNewTags(updated);
    },
    trashEntry: (id) =>
      edit(id, (entry) => {
        if (entry.trashedAt !== undefined) return false;
        Object.assign(entry, { trashedAt: now, purgeAfter: now + TRASH_MS });
      }),
    restoreEntry: (id) =>
      edit(id, (entry) => {
        if (entry.trashedAt === undefined) return false;
        Object.assign(entry, { trashedAt: undefined, purgeAfter: undefined });
      }),
    purgeEntry(id, { ifVersion } = {}) {
      const entry = findEntry(person, viewer, id);
      if (ifVersion !== undefined && ifVersion !== entry.version) refuse("conflict");
      const answer = shown(person, viewer, entry);
      remove(person, id);
      return answer;
    },
    restoreRevision: (id, revisionId) =>
      edit(id, (entry) => {
        refuseTrashed(entry);
        const found = entry.past.find((past) => past.id === revisionId);
        if (!found || found.isPrivate && !viewer.includePrivate) refuse("not_found");
        const { content, tagIds } = found;
        const absent = Object.fromEntries(FIELD_NAMES.map((name) => [name, undefined]));
        rewrite(entry, {
          ...{ ...absent, ...pickFields(found), content },
          tagIds: tagIds.filter((each) => existsFor(person, viewer, person.tags.get(each)!)),
          isPrivate: entry.isPrivate || found.isPrivate,
        });
      }),
    addTagToEntry: (id, tag) =>
      edit(id, (entry) => {
        refuseTrashed(entry);
        const [tagId] = resolve([tag]);
        if (entry.tagIds.includes(tagId)) return false;
        entry.tagIds = [...entry.tagIds, tagId];
      }),
    removeTagFromEntry: (id, tag) =>
      edit(id, (entry) => {
        refuseTrashed(entry);
        const [tagId] = resolve([tag]);
        if (!entry.tagIds.includes(tagId)) return false;
        entry.tagIds = entry.tagIds.filter((each) => each !== tagId);
      }),
    createTag(draft) {
      const name = tagName(draft.name);
      const description = draft.description === undefined
        ? undefined
        : line(draft.description, 1_000);
      if (findNamed(name)) refuse("conflict");
      const isOpen = !viewer.includePrivate;
      const tag = makeTag(name, { id: (answer as Tag)?.id, description, isOpen });
      return counted(person, viewer, tag);
    },
    updateTag(id, { name, description }) {
      if (name === undefined && description === undefined) refuse("invalid");
      const change = {
        ...name !== undefined && { name: tagName(name) },
        ...description !== undefined && {
          description: description === null ? undefined : line(description, 1_000),
        },
      };
      const tag = findById(id);
      const wanted = change.name ?? tag.name;
      const named = findNamed(wanted);
      if (named !== undefined && named !== tag) refuse("conflict");
      const hidden = findHidden(person, viewer, { name: wanted });
      if (hidden) renameHidden(person, hidden, now);
      Object.assign(tag, change, { updatedAt: now });
      if (viewer.includePrivate && description !== undefined) delete tag.privateDescription;
      return counted(person, viewer, tag);
    },
    deleteTag(id) {
      const tag = findById(id);
      const answer = counted(person, viewer, tag);
      person.tags.delete(id);
      person.gone.add(id);
      for (const entry of person.entries.values()) {
        for (const said of [entry, ...entry.past]) {
          said.tagIds = said.tagIds.filter((each) => each !== id);
        }
      }
      return answer;
    },
  };
}
