import { SHOWN_FIELD_NAMES, type ShownFieldName } from "../entry_fields.ts";
import type { Entry, EntrySummary, Revision, Tag, TagRef, WrittenEntry } from "../model.ts";
import type { Context } from "./context.ts";
import type { ShownEntry } from "./shown_day.ts";
import { compact, type StoredRevision, type StoredTag } from "./stored.ts";

/** An entry as the caller sees it. */
export function toEntry(
  head: ShownEntry,
  { content, tags }: { content: string; tags: readonly TagRef[] },
): Entry {
  return { ...shownPart(head), content, tags: tags.map(({ id, name }) => ({ id, name })) };
}

/** An entry that was just written, with those of its tags that are new, named as they were wanted. */
export function toWritten(entry: Entry, newTags: readonly TagRef[]): WrittenEntry {
  if (newTags.length === 0) return entry;
  const named = new Map(newTags.map(({ id, name }) => [id, { id, name }]));
  const tags = entry.tags.map((tag) => named.get(tag.id) ?? tag);
  return { ...entry, tags, newTags: [...named.values()] };
}

/** An entry as a list shows it. `tagNames` has the name of each tag that still exists. */
export function toSummary(head: ShownEntry, tagNames: ReadonlyMap<string, string>): EntrySummary {
  const tags = head.tagIds.flatMap((id) => tagNames.get(id) ?? []);
  return { ...shownPart(head), excerpt: head.excerpt, tags };
}

/** A tag with its count, as the viewer knows it. */
export function toTag(viewer: Viewer, tag: StoredTag, entryCount: number): Tag {
  return { ...knownOf(viewer, tag), entryCount };
}

/**
 * What the viewer knows of a tag that exists for them. Without private entries it is as old as the
 * first that was open about it.
 */
export function knownOf({ includePrivate }: Viewer, tag: StoredTag): Omit<Tag, "entryCount"> {
  const { id, name, description, createdAt, updatedAt, open, privateDescription } = tag;
  if (includePrivate) {
    const shown = privateDescription ?? description;
    return compact({ id, name, description: shown, createdAt, updatedAt });
  }
  const since = open?.since ?? createdAt;
  const changedAt = Math.max(since, updatedAt);
  return compact({ id, name, description, createdAt: since, updatedAt: changedAt });
}

type Viewer = Pick<Context, "includePrivate">;

/** A revision as a list shows it. */
export function toRevision(revision: StoredRevision): Revision {
  const { id, savedAt, client, replacedBy, isImported, version } = revision;
  const { title, excerpt, wordCount } = revision;
  return compact<Revision>({
    ...{ id, savedAt, client, replacedBy, isImported, version },
    ...{ title, excerpt, wordCount },
  });
}

/** What callers see of a stored entry, beside its content, its excerpt and its tags. */
type ShownPart = Omit<Entry, "content" | "tags" | "isZoneAssumed">;

/** An allow list: what is added to stored entries stays inside until it is named here. */
const SHOWN_BESIDE_FIELDS: Record<Exclude<keyof ShownPart, ShownFieldName>, true> = {
  id: true,
  createdAt: true,
  updatedAt: true,
  version: true,
  wordCount: true,
  attachments: true,
  trashedAt: true,
};
const SHOWN_NAMES = [
  ...SHOWN_FIELD_NAMES,
  ...Object.keys(SHOWN_BESIDE_FIELDS),
] as readonly (keyof ShownPart)[];

function shownPart(head: ShownEntry): ShownPart {
  const shown: Partial<Record<keyof ShownPart, unknown>> = {};
  for (const name of SHOWN_NAMES) if (head[name] !== undefined) shown[name] = head[name];
  return shown as ShownPart;
}
