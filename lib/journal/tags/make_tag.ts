import { decodeTime, ulid } from "ulid";
import type { Context } from "../store/context.ts";
import { LIMITS } from "../limits.ts";
import { compact, type StoredTag } from "../store/stored.ts";
import { foldName } from "../text.ts";
import { storedName } from "./tag_name.ts";
import type { KnownTags } from "./find_tags.ts";
import type { TagWrite } from "./write_tags.ts";

/** A tag that does not exist for whoever wants it, of parsed values. */
export interface WantedTag {
  /** Given by a document; anybody else gets a new one. */
  id?: string;
  name: string;
  description?: string;
  privateDescription?: string;
  createdAt: number;
  updatedAt: number;
}

/** A tag that was made, and what is to be written for it. */
export interface MadeTag {
  tag: StoredTag;
  writes: TagWrite[];
}

/** What the id of a tag says instead of a time, in milliseconds. */
const NO_TIME = 1;

/**
 * Makes a tag, open or hidden. Where a hidden one has its name, nobody who does not see that learns
 * of it: a new hidden tag is the one that is there. A new open tag is the one that is there too, but
 * says only what was wanted; under an id that was wanted it is another, and the hidden one gets
 * another name. So does one whose id tells when it was made, as ids did once: it would look old.
 */
export async function makeTag(
  context: Context,
  wanted: WantedTag,
  { isOpen, known }: { isOpen: boolean; known: KnownTags },
): Promise<MadeTag> {
  const { id, name, description, createdAt, updatedAt } = wanted;
  const found = known.findHidden(isOpen && id !== undefined ? { id } : wanted);
  const looksOld = found !== undefined && id === undefined && timeOfTagId(found.id) !== undefined;
  const there = looksOld ? undefined : found;
  if (there && !isOpen) return { tag: there, writes: [] };

  const writes: TagWrite[] = [];
  const namesake = known.findHidden({ name });
  if (namesake && namesake.id !== there?.id) {
    writes.push(await renameHidden(context, namesake, { known }));
  }
  const { privateDescription = there?.description } = there ?? wanted;
  const tag = compact<StoredTag>({
    id: there?.id ?? id ?? newTagId(),
    createdAt: there?.createdAt ?? createdAt,
    ...{ ...storedName(name), description, privateDescription, updatedAt },
    open: isOpen ? { since: createdAt, ...!context.includePrivate && { isMade: true } } : undefined,
  });
  writes.push({ before: there, after: tag, isSeen: isOpen });
  known.add(tag, { isHidden: !isOpen && !context.includePrivate });
  return { tag, writes };
}

/** Gives a hidden tag another name, because somebody who does not see it wants its own. */
export async function renameHidden(
  { store, keys, now }: Context,
  tag: StoredTag,
  { known }: { known: KnownTags },
): Promise<TagWrite> {
  for (let n = 1;; n++) {
    const suffix = n === 1 ? " (private)" : ` (private ${n})`;
    const start = [...tag.name].slice(0, LIMITS.tagNameCharacters - suffix.length).join("");
    const name = `${start.trimEnd()}${suffix}`;
    const isTaken = known.find({ name }) ?? known.findHidden({ name }) ??
      (await store.read.get(keys.tagName(foldName(name)))).value;
    if (isTaken) continue;
    const after = compact<StoredTag>({ ...tag, ...storedName(name), updatedAt: now() });
    known.add(after, { isHidden: true });
    return { before: tag, after, isSeen: false };
  }
}

/** A ULID without a time: a tag that was hidden for long must look like a new one. */
export function newTagId(): string {
  return ulid(NO_TIME);
}

/** When the id of a tag was made, in milliseconds; undefined if it does not tell. */
export function timeOfTagId(id: string): number | undefined {
  const time = decodeTime(id);
  return time > NO_TIME ? time : undefined;
}
