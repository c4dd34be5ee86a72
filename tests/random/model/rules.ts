import type { EntryDraft, EntryPatch } from "../../../lib/journal/mod.ts";
import type { When } from "./days.ts";
import { folded, type ModelValues, refuse } from "./model.ts";

/** A text of one line, as it is kept. */
export function line(text: string, limit = 200): string {
  const kept = text.trim();
  if (kept === "") refuse("invalid");
  if ([...kept].length > limit) refuse("limit_exceeded");
  return kept;
}

/** The name of a tag, as it is kept: `#work` is the tag "work", and nothing in it shows nothing. */
export function tagName(text: string): string {
  return line(text.replace(/[\u00AD\u200B\u2060]/g, "").replace(/^#/, ""), 100);
}

/** What a draft or a patch says, apart from tags. An undefined property is one that is not given. */
export function givenIn(
  said: EntryDraft | EntryPatch,
): Partial<Omit<ModelValues, "tagIds" | keyof When>> {
  const { title, content, mood, location, weather, isFavorite, isPrivate } = said;
  const label = (text?: string | null) => typeof text === "string" ? line(text) : text;
  const given = {
    title: title === undefined ? undefined : line(title),
    ...{ mood: label(mood), location: label(location), weather: label(weather) },
    ...{ isFavorite, isPrivate, content },
  };
  if (content !== undefined) parseContent(content);
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** A content within its limits, as it is kept. */
export function parseContent(content: string): string {
  if (content.trim() === "") refuse("invalid");
  if (new TextEncoder().encode(content).length > 262_144) refuse("limit_exceeded");
  return content;
}

/** What `replace` and `append` make of a content; undefined if neither is given. */
export function editIn(
  { replace = [], append }: EntryPatch,
): ((content: string) => string) | undefined {
  if (replace.some(({ find }) => find === "")) refuse("invalid");
  if (replace.length > 100) refuse("limit_exceeded");
  if (append !== undefined && append.trim() === "") refuse("invalid");
  if (replace.length === 0 && append === undefined) return undefined;
  return (content) => {
    const passages = replace.map((each) => ({ ...each, start: onlyPlace(content, each.find) }))
      .sort((a, b) => b.start - a.start);
    passages.forEach(({ find, start }, n) => {
      if (n > 0 && start + find.length > passages[n - 1].start) refuse("invalid");
    });
    let text = content;
    for (const { find, with: instead, start } of passages) {
      text = text.slice(0, start) + instead + text.slice(start + find.length);
    }
    if (append === undefined) return text;
    if (append.startsWith("\n") || append.startsWith("\r\n") || text === "") return text + append;
    if (/\n\r?\n$/.test(text)) return text + append;
    return text + (text.endsWith("\n") ? "\n" : "\n\n") + append;
  };
}

function onlyPlace(content: string, find: string): number {
  const places = [...Array(content.length).keys()].filter((n) => content.startsWith(find, n));
  return places.length === 1 ? places[0] : refuse("conflict");
}

/** The references to tags that mean different ones. */
export function distinct(references: readonly string[]): string[] {
  const names = new Map<string, string>();
  for (const reference of references) {
    const name = reference.replace(/^#/, "").trim();
    if (name === "") refuse("invalid");
    if (!names.has(folded(name))) names.set(folded(name), name);
  }
  if (names.size > 100) refuse("limit_exceeded");
  return [...names.values()];
}

export function pageSize(limit = 20): number {
  if (limit > 100) refuse("limit_exceeded");
  if (!Number.isInteger(limit) || limit < 1) refuse("invalid");
  return limit;
}
