import type { EntryValues } from "../../../lib/journal/model.ts";

/** What an entry says, with its tags. */
export interface ModelValues extends EntryValues {
  /** Of tags that exist: a tag that is deleted is taken off everywhere. */
  tagIds: string[];
}

/** What an entry said until `savedAt`. */
export interface Past extends ModelValues {
  version: number;
  savedAt: number;
  client?: string;
  replacedBy?: string;
  /** Whether a document has brought it. */
  isImported?: true;
  /** Known once it was listed; it never changes then. */
  id?: string;
}

export interface KnownEntry extends ModelValues {
  id: string;
  createdAt: number;
  updatedAt: number;
  version: number;
  client?: string;
  isImported?: true;
  trashedAt?: number;
  purgeAfter?: number;
  /** What another app said of it at the last import. */
  source?: Source;
  /** The oldest first. */
  past: Past[];
}

/** The digests of what a document of another app said, as a whole and part by part. */
export interface Source {
  sourceDigest?: string;
  sourceParts?: { [part: string]: string | undefined };
}

export interface KnownTag {
  id: string;
  name: string;
  description?: string;
  /** Instead of the description, for those who see private entries. */
  privateDescription?: string;
  /** Since when others have known it, and whether one of them has made it. */
  open?: { since: number; isMade?: true };
  createdAt: number;
  updatedAt: number;
}

/** A creation under an idempotency key: which entry, when, and of which arguments. */
export interface Once {
  id: string;
  at: number;
  said: string;
}

/** What one person's journal should hold, told in the simplest way: nothing is derived or indexed. */
export interface Person {
  entries: Map<string, KnownEntry>;
  tags: Map<string, KnownTag>;
  /** What each key of a client has made. */
  once: Map<string, Once>;
  /** Every id that was given here: none comes twice. */
  ids: Set<string>;
  /** The time zone that the person has set. */
  timeZone?: string;
  /** Ids of deleted tags, which an import may not use either. */
  gone: Set<string>;
}

/** Through which client somebody comes, and how much it may see. */
export interface Viewer {
  client: string;
  includePrivate: boolean;
}

export function newPerson(): Person {
  return { entries: new Map(), tags: new Map(), once: new Map(), ids: new Set(), gone: new Set() };
}

/** What the model refuses, by the code of the error that the journal must give. */
export class Refusal extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export function refuse(code: string): never {
  throw new Refusal(code);
}

/** Lets everything end whose time in the trash is over; returns the ids. */
export function expire(person: Person, now: number): string[] {
  const over = [...person.entries.values()].filter(({ purgeAfter = Infinity }) =>
    purgeAfter <= now
  );
  return over.map(({ id }) => {
    remove(person, id);
    return id;
  });
}

/** Removes an entry for ever: its key may make another one. */
export function remove(person: Person, id: string): void {
  person.entries.delete(id);
  for (const [key, made] of person.once) if (made.id === id) person.once.delete(key);
}

/** The entry, if it exists for the viewer. */
export function findEntry(person: Person, viewer: Viewer, id: string): KnownEntry {
  const entry = person.entries.get(id);
  if (entry === undefined || entry.isPrivate && !viewer.includePrivate) refuse("not_found");
  return entry;
}

/** The tag of an id or of a name in any case. */
export function findTag(person: Person, reference: string): KnownTag | undefined {
  const wanted = reference.replace(/^#/, "").trim();
  return person.tags.get(wanted) ?? findTagByName(person, wanted);
}

export function findTagByName(person: Person, name: string): KnownTag | undefined {
  return [...person.tags.values()].find((tag) => folded(tag.name) === folded(name));
}

/** Text without regard to case and to what shows nothing: what these tests need of it. */
export function folded(text: string): string {
  return text.replace(/[\u00AD\u200B\u2060]/g, "").toLowerCase();
}

/** Without the properties that are undefined. */
export function plain<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}
