import type { Entry, EntrySummary, Revision, Tag, TagRef } from "../model.ts";
import { compact, type StoredHead, type StoredRevision, type StoredTag } from "./stored.ts";

/** An entry as the caller sees it. */
export function toEntry(
  head: StoredHead,
  { content, tags }: { content: string; tags: readonly TagRef[] },
): Entry {
  return { ...shownPart(head), content, tags: tags.map(({ id, name }) => ({ id, name })) };
}

/** An entry as a list shows it. `tagNames` has the name of each tag that still exists. */
export function toSummary(head: StoredHead, tagNames: ReadonlyMap<string, string>): EntrySummary {
  const tags = head.tagIds.flatMap((id) => tagNames.get(id) ?? []);
  return { ...shownPart(head), excerpt: head.excerpt, tags };
}

/** A tag with its count. */
export function toTag(tag: StoredTag, entryCount: number): Tag {
  return { ...tag, entryCount };
}

/** A revision as a list shows it. */
export function toRevision(revision: StoredRevision): Revision {
  const { id, savedAt, client, replacedBy, isImported, version } = revision;
  const { title, excerpt, wordCount } = revision;
  return compact<Revision>({
    ...{ id, savedAt, client, replacedBy, isImported, version },
    ...{ title, excerpt, wordCount },
  });
}

function shownPart(head: StoredHead) {
  const {
    excerpt: _excerpt,
    tagIds: _tagIds,
    chunks: _chunks,
    shortBody: _shortBody,
    purgeAfter: _purgeAfter,
    client: _client,
    isImported: _isImported,
    bodyVersion: _bodyVersion,
    revisionCount: _revisionCount,
    onceKey: _onceKey,
    sourceDigest: _sourceDigest,
    ...shown
  } = head;
  return shown;
}
