import {
  findTag,
  folded,
  type KnownEntry,
  type KnownTag,
  type Person,
  plain,
  type Viewer,
} from "./model.ts";

/** Whether an entry makes its tags open: everybody may see it, and it is not in the trash. */
export function opens(entry: KnownEntry): boolean {
  return !entry.isPrivate && entry.trashedAt === undefined;
}

/** Whether the tag exists for the viewer. */
export function existsFor(person: Person, { includePrivate }: Viewer, tag: KnownTag): boolean {
  return includePrivate || tag.open?.isMade === true || isOnOpenEntry(person, tag);
}

/** The tag of an id or of a name in any case, if it exists for the viewer. */
export function findTagFor(person: Person, viewer: Viewer, reference: string) {
  return findTag(among(person, (tag) => existsFor(person, viewer, tag)), reference);
}

/** The tag of an id, or else of a name, if it exists but not for the viewer. */
export function findHidden(
  person: Person,
  viewer: Viewer,
  { id, name }: { id?: string; name?: string },
): KnownTag | undefined {
  const hidden = [...person.tags.values()].filter((tag) => !existsFor(person, viewer, tag));
  return hidden.find((tag) => tag.id === id) ??
    hidden.find((tag) => name !== undefined && folded(tag.name) === folded(name));
}

/** Makes a tag that does not exist for the viewer; `id` is what a document says. */
export function makeTagFor(
  person: Person,
  viewer: Viewer,
  { id, name, ...rest }: Omit<KnownTag, "id" | "open"> & { id?: string },
  { isOpen, now, newId }: { isOpen: boolean; now: number; newId(): string },
): KnownTag {
  const there = findHidden(person, viewer, isOpen && id !== undefined ? { id } : { id, name });
  if (there && !isOpen) return there;
  const namesake = findHidden(person, viewer, { name });
  if (namesake && namesake !== there) renameHidden(person, namesake, now);
  const made: KnownTag = plain({
    ...rest,
    ...{ name, id: there?.id ?? id ?? newId() },
    createdAt: there?.createdAt ?? rest.createdAt,
    privateDescription: there
      ? there.privateDescription ?? there.description
      : rest.privateDescription,
    open: isOpen
      ? { since: rest.createdAt, ...!viewer.includePrivate && { isMade: true as const } }
      : undefined,
  });
  person.tags.set(made.id, made);
  return made;
}

/** Gives a tag another name that is free. */
export function renameHidden(person: Person, tag: KnownTag, now: number): void {
  for (let n = 1;; n++) {
    const end = n === 1 ? " (private)" : ` (private ${n})`;
    const name = [...tag.name].slice(0, 100 - end.length).join("").trimEnd() + end;
    if (findTag(person, name)) continue;
    Object.assign(tag, { name, updatedAt: now });
    return;
  }
}

/** What a change of an entry does to its tags. */
export function followTags(
  person: Person,
  { before, after, now }: { before?: KnownEntry; after: KnownEntry; now: number },
): void {
  const tagsOf = ({ tagIds }: KnownEntry) => tagIds.map((id) => person.tags.get(id)!);
  if (opens(after)) { for (const tag of tagsOf(after)) tag.open ??= { since: now }; }
  if (before === undefined || before.isPrivate || !after.isPrivate) return;
  for (const tag of tagsOf(before)) delete tag.open?.isMade;
}

function isOnOpenEntry(person: Person, { id }: KnownTag): boolean {
  return [...person.entries.values()].some((entry) => opens(entry) && entry.tagIds.includes(id));
}

function among(person: Person, isIn: (tag: KnownTag) => boolean): Person {
  return { ...person, tags: new Map([...person.tags].filter(([, tag]) => isIn(tag))) };
}
