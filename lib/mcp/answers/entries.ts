import type {
  Entry,
  EntryPage,
  EntrySummary,
  Tag,
  TagPage,
  WrittenEntry,
} from "../../journal/mod.ts";
import type { Correction, SearchPage } from "../../search/mod.ts";
import type { RequestContext } from "../define/request_context.ts";
import { attachmentUri, entryUri } from "../uris.ts";
import { bytesOf, thatFit } from "./budget.ts";
import { charactersOf } from "./content_part.ts";
import { when } from "./when.ts";

/** More of a text is not repeated to whoever has just written it. */
const REPEATED_CHARACTERS = 2_000;
const REPEATED_BYTES = 6_000;

/** The room for the tags of one entry: 100 tags of usual names have it. */
const TAG_BYTES = 10_000;
/** So many have room, however long their names are. */
const FEW_TAGS = 20;
const NEW_TAG_BYTES = 5_000;

/**
 * Answers with one entry that was written, without its content where that is long. A token that may
 * not read the entry learns only what it needs to go on: writing does not imply reading.
 */
export function entryAnswer(entry: Entry, context: RequestContext, done?: string) {
  if (!mayRead(entry, context)) return nameAnswer(entry, done);
  const { id, title } = entry;
  const { content, ...rest } = shown(entry);
  const contentCharacters = charactersOf(content);
  const isLong = contentCharacters > REPEATED_CHARACTERS || bytesOf(content) > REPEATED_BYTES;
  const said = isLong
    ? `The content has ${contentCharacters} characters: get_entry shows them`
    : content;
  return {
    structured: { entry: { ...rest, ...isLong ? { contentCharacters } : { content } } },
    text: join([done, entryText(entry, said)]),
    link: { uri: entryUri(id), name: title },
    files: filesOf(entry),
  };
}

/**
 * Answers with what one change has touched: whoever puts a tag on an entry or trashes it knows what
 * it says, and need not pay for reading that again.
 */
export function changedAnswer(entry: Entry, context: RequestContext, done: string) {
  const { id, title, version, trashedAt } = entry;
  if (!mayRead(entry, context)) return nameAnswer(entry, done);
  const { tags, moreTags } = shown(entry);
  const facts = factsOf({ tags: tags.map(({ name }) => name), moreTags, trashedAt });
  const structured = {
    entry: {
      ...{ id, title, version, tags, moreTags },
      ...trashedAt !== undefined && { trashedAt },
    },
  };
  return {
    structured,
    text: join([done, [nameOf(entry), ...facts].join(" · ")]),
    link: { uri: entryUri(id), name: title },
  };
}

/** What a token learns of an entry that it may not read: what it needs to go on. */
function nameAnswer(entry: Entry, done?: string) {
  const { id, title, version } = entry;
  return { structured: { entry: { id, title, version } }, text: join([done, nameOf(entry)]) };
}

function nameOf({ id, title, version }: Entry): string {
  return `"${title}" (id ${id}, version ${version})`;
}

function mayRead({ isPrivate }: Entry, { scopes }: RequestContext): boolean {
  return scopes.has("entries:read") && (!isPrivate || scopes.has("entries:private"));
}

/** The files of an entry as links: their ids are in them (MCP, Resource Links). */
export function filesOf({ attachments = [] }: Entry) {
  return attachments.map(({ id, name, type, size, alt }) => ({
    ...{ uri: attachmentUri(id), name, mimeType: type, size },
    ...alt !== undefined && { description: alt },
  }));
}

/** Answers with an entry that was just written, and says which of its tags are new. */
export function writtenAnswer(
  { newTags, ...entry }: WrittenEntry,
  context: RequestContext,
  done: string,
) {
  if (newTags === undefined) return entryAnswer(entry, context, done);
  const names = thatFit(newTags.map(({ name }) => name), NEW_TAG_BYTES);
  const others = newTags.length - names.length;
  const said = `${names.join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
  const answer = entryAnswer(entry, context, `${done} New tags: ${said}.`);
  return { ...answer, structured: { ...answer.structured, newTags: names } };
}

/** An entry as a text: its title, its facts, and `content`. */
export function entryText(entry: Entry, content: string): string {
  const { id, title, version, tags, attachments = [] } = entry;
  const facts = [
    when(entry),
    ...factsOf(shown({ ...entry, tags: tags.map((tag) => tag.name) })),
    `id ${id}, version ${version}`,
    ...attachments.map(({ id, name, type }) => `attachment "${name}" (${type}, id ${id})`),
  ];
  return `# ${title}\n${facts.join(" · ")}\n\n${content}`;
}

/** An entry as answers show it, without the tags for which there is no room. */
export function shown<Tagged extends { tags: unknown[] }>(
  entry: Tagged,
): Tagged & { moreTags?: number } {
  if (entry.tags.length <= FEW_TAGS || bytesOf(entry.tags) <= TAG_BYTES) return entry;
  const tags = thatFit(entry.tags, TAG_BYTES);
  return { ...entry, tags, moreTags: entry.tags.length - tags.length };
}

/** What is said of the entries of a page. */
interface Said {
  entries: ReturnType<typeof shown<EntrySummary>>[];
  text: string;
  bytes: number;
}

/** The journal gives the same entries again for as long as nothing has changed. */
const saidOf = new WeakMap<readonly EntrySummary[], Said>();

/** Answers with a page of entries: excerpts, how many there are, and the cursor of the next page. */
export function entriesAnswer({ entries, total, nextCursor }: EntryPage & { total?: number }) {
  const said = saidOf.get(entries) ?? say(entries);
  saidOf.set(entries, said);
  const rest = {
    ...(total === undefined ? {} : { total }),
    ...(nextCursor ? { nextCursor } : {}),
  };
  const further = more(nextCursor);
  return {
    structured: { entries: said.entries, ...rest },
    text: join([said.text, further]),
    bytes: said.bytes + bytesOf(rest) + bytesOf(further ?? ""),
  };
}

function say(summaries: readonly EntrySummary[]): Said {
  const entries = summaries.map(shown);
  const lines = entries.map((entry) =>
    [
      `- ${when(entry)} "${entry.title}" (id ${entry.id})`,
      ...factsOf(entry),
      entry.excerpt,
    ].join(" · ")
  );
  const text = join(lines.length > 0 ? lines : ["No entries."]);
  return { entries, text, bytes: bytesOf({ entries }) + bytesOf(text) };
}

/** Answers with a page of found entries: the best match first, with the place that shows why. */
export function foundAnswer({ entries, total, corrections, nextCursor, degraded }: SearchPage) {
  const found = entries.map(shown);
  const lines = found.map((entry) =>
    [
      `- ${when(entry)} "${entry.title}" (id ${entry.id})`,
      ...factsOf(entry),
      entry.snippet,
    ].join(" · ")
  );
  return {
    structured: {
      entries: found,
      ...(total === undefined ? {} : { total }),
      ...(corrections ? { corrections } : {}),
      ...(nextCursor ? { nextCursor } : {}),
      ...(degraded ? { degraded } : {}),
    },
    text: join([
      ...(corrections ?? []).map(correctionText),
      total !== undefined && total > entries.length
        ? `${entries.length} of ${total} entries that match:`
        : undefined,
      degraded && "The search index is not available: the newest first, not ranked.",
      ...(lines.length > 0 ? lines : ["No entries."]),
      more(nextCursor),
    ]),
  };
}

/** Says what was looked for instead of a word. */
export function correctionText({ word, instead }: Correction): string {
  return `No entry has "${word}"; looked for ${instead.join(", ")} instead.`;
}

/** Answers with one tag; only id and name for a token that may not read tags. */
export function tagAnswer(tag: Tag, context: RequestContext, done?: string) {
  const { id, name } = tag;
  const shown = context.scopes.has("tags:read") ? tag : { id, name };
  return { structured: { tag: shown }, text: join([done, tagLine(shown)]) };
}

/** Answers with a page of tags. */
export function tagsAnswer({ tags, nextCursor }: TagPage) {
  return {
    structured: { tags, ...nextCursor !== undefined && { nextCursor } },
    text: join([...tags.map(tagLine), more(nextCursor)]) || "No tags.",
  };
}

function tagLine(tag: { id: string; name: string; description?: string; entryCount?: number }) {
  const facts = [
    `id ${tag.id}`,
    ...(tag.entryCount === undefined ? [] : [`${tag.entryCount} entries`]),
    ...(tag.description ? [tag.description] : []),
  ];
  return `- ${tag.name} (${facts.join(", ")})`;
}

function factsOf(
  entry: Partial<EntrySummary> & { tags: readonly string[]; moreTags?: number },
) {
  return [
    entry.mood && `mood ${entry.mood}`,
    entry.tags.length > 0 && `tags ${entry.tags.join(", ")}`,
    entry.moreTags !== undefined && `and ${entry.moreTags} more tags`,
    entry.isFavorite && "favorite",
    entry.isPrivate && "private",
    entry.location && `place ${entry.location}`,
    entry.weather && `weather ${entry.weather}`,
    entry.trashedAt !== undefined && `in the trash since ${iso(entry.trashedAt)}`,
  ].filter((fact) => typeof fact === "string");
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
