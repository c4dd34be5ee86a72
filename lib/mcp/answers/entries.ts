import type { Entry, EntryPage, EntrySummary, Tag, WrittenEntry } from "../../journal/mod.ts";
import type { SearchPage } from "../../search/mod.ts";
import type { RequestContext } from "../define/request_context.ts";
import { entryUri } from "../uris.ts";

/**
 * Answers with one entry. A token that may not read the entry learns only what it needs to go on:
 * writing does not imply reading.
 */
export function entryAnswer(entry: Entry, context: RequestContext, done?: string) {
  const { id, title, version } = entry;
  const mayRead = context.scopes.has("entries:read") &&
    (!entry.isPrivate || context.scopes.has("entries:private"));
  if (!mayRead) {
    return {
      structured: { entry: { id, title, version } },
      text: join([done, `"${title}" (id ${id}, version ${version})`]),
    };
  }
  const facts = [
    iso(entry.occurredAt),
    ...factsOf({ ...entry, tags: entry.tags.map((tag) => tag.name) }),
    `id ${id}, version ${version}`,
  ];
  return {
    structured: { entry },
    text: join([done, `# ${title}\n${facts.join(" · ")}\n\n${entry.content}`]),
    link: { uri: entryUri(id), name: title },
  };
}

/** Answers with an entry that was just written, and says which of its tags are new. */
export function writtenAnswer(
  { newTags, ...entry }: WrittenEntry,
  context: RequestContext,
  done: string,
) {
  if (newTags === undefined) return entryAnswer(entry, context, done);
  const names = newTags.map(({ name }) => name);
  const answer = entryAnswer(entry, context, `${done} New tags: ${names.join(", ")}.`);
  return { ...answer, structured: { ...answer.structured, newTags: names } };
}

/** Answers with a page of entries: excerpts, and the cursor of the next page. */
export function entriesAnswer({ entries, nextCursor }: EntryPage) {
  const lines = entries.map((entry) =>
    [
      `- ${iso(entry.occurredAt)} "${entry.title}" (id ${entry.id})`,
      ...factsOf(entry),
      entry.excerpt,
    ].join(" · ")
  );
  return {
    structured: { entries: entries.map(linked), ...(nextCursor ? { nextCursor } : {}) },
    text: join([
      ...(lines.length > 0 ? lines : ["No entries."]),
      more(nextCursor),
    ]),
  };
}

/** Answers with a page of found entries: the best match first, with the place that shows why. */
export function foundAnswer({ entries, nextCursor, degraded }: SearchPage) {
  const lines = entries.map((entry) =>
    [
      `- ${iso(entry.occurredAt)} "${entry.title}" (id ${entry.id})`,
      ...factsOf(entry),
      entry.snippet,
    ].join(" · ")
  );
  return {
    structured: {
      entries: entries.map(linked),
      ...(nextCursor ? { nextCursor } : {}),
      ...(degraded ? { degraded } : {}),
    },
    text: join([
      degraded && "The search index is not available: the newest first, not ranked.",
      ...(lines.length > 0 ? lines : ["No entries."]),
      nextCursor && `More: call again with cursor ${nextCursor}`,
    ]),
  };
}

/** Answers with one tag; only id and name for a token that may not read tags. */
export function tagAnswer(tag: Tag, context: RequestContext, done?: string) {
  const { id, name } = tag;
  const shown = context.scopes.has("tags:read") ? tag : { id, name };
  return { structured: { tag: shown }, text: join([done, tagLine(shown)]) };
}

/** Answers with all tags. */
export function tagsAnswer(tags: Tag[]) {
  return { structured: { tags }, text: join(tags.map(tagLine)) || "No tags." };
}

function tagLine(tag: { id: string; name: string; description?: string; entryCount?: number }) {
  const facts = [
    `id ${tag.id}`,
    ...(tag.entryCount === undefined ? [] : [`${tag.entryCount} entries`]),
    ...(tag.description ? [tag.description] : []),
  ];
  return `- ${tag.name} (${facts.join(", ")})`;
}

function factsOf(entry: Omit<EntrySummary, "excerpt" | "tags"> & { tags: readonly string[] }) {
  return [
    entry.mood && `mood ${entry.mood}`,
    entry.tags.length > 0 && `tags ${entry.tags.join(", ")}`,
    entry.isFavorite && "favorite",
    entry.isPrivate && "private",
    entry.location && `place ${entry.location}`,
    entry.weather && `weather ${entry.weather}`,
    entry.trashedAt !== undefined && `in the trash since ${iso(entry.trashedAt)}`,
  ].filter((fact) => typeof fact === "string");
}

/** An entry of a list, with the address at which all of it is. */
export function linked<T extends { id: string }>(entry: T): T & { uri: string } {
  return { ...entry, uri: entryUri(entry.id) };
}

/** Says that there is another page, and how to get it. */
export function more(nextCursor: string | undefined): string | undefined {
  return nextCursor && `More: call again with cursor ${nextCursor}`;
}

/** A time as ISO 8601 in UTC. */
export function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** Joins lines, without empty ones. */
export function join(parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join("\n");
}
